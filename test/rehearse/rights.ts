import { type Call, type Calls, calls, callsAway, callsHome } from '../../infra/calls.ts';
import type { FunctionName } from '../../lib/routes.ts';
import { type TableName, tableName } from '../../lib/tables.ts';
import { type Answering, forget, type Place } from './place.ts';
import type { Passed } from './proxy.ts';
import { personAt, type Request, requests, seedConversation, type World } from './requests.ts';
import { Unexpected } from './steps.ts';

/** A call of a function on a table of a region, such as `users GetItem Users us-east-1`. */
type Right = {
  readonly by: FunctionName;
  readonly call: Call;
  readonly table: TableName;
  readonly region: string;
};

const named = ({ by, call, table, region }: Right) => `${by} ${call} ${table} ${region}`;

/** What functions asked of DynamoDB, in order, and whether IAM refused it. */
export function recorder(stackOf: () => string, answering: Answering) {
  const made: { readonly right: string; readonly refused: boolean }[] = [];
  return {
    made,
    onPassed({ headers, body, status, answer }: Passed): void {
      const [, call] = /^DynamoDB_\d+\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
      if (!call || !answering.by) return;
      const [, region = ''] = /\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
      const table = String(JSON.parse(body.toString()).TableName).slice(stackOf().length + 1);
      const refused = status === 400 && answer.includes('AccessDenied');
      made.push({ right: `${answering.by} ${call} ${table} ${region}`, refused });
    },
  };
}

export type Recorder = ReturnType<typeof recorder>;

const listed = (granted: Calls, region: string): Right[] =>
  Object.entries(granted).flatMap(([by, byTable]) =>
    Object.entries(byTable).flatMap(([table, names]) =>
      names.map((call) => ({ by: by as FunctionName, call, table: table as TableName, region })),
    ),
  );

const rightsAt = (region: string, home: string): Right[] =>
  region === home ? listed(calls, home) : [...listed(callsAway, region), ...listed(callsHome, home)];

/** What a reader does without: "a failed read of bookmarks is as none". */
const canDoWithout = ({ table }: Right) => table === 'Bookmarks';

/**
 * Makes every request, then takes each right of a region away in turn and makes a request that needs it.
 * @throws Unexpected where a right is not needed by any request, or its lack makes no request fail
 */
export async function eachRight(place: Place, home: string, { made }: Recorder): Promise<string> {
  const { account } = place;
  const world = await worldAt(place);
  const usedBy = new Map<string, Request>();
  for (const request of requests) {
    await forget(place);
    made.length = 0;
    await request.make(world);
    for (const { right } of made) if (!usedBy.has(right)) usedBy.set(right, request);
  }

  const rights = rightsAt(account.region, home);
  const functions = await account.functions();
  const faults: string[] = [];
  let without = 0;
  for (const right of rights) {
    const request = usedBy.get(named(right));
    if (!request) {
      faults.push(`no request needs ${named(right)}`);
      continue;
    }
    const role = functions.find(({ description }) => description === `Duologue: ${right.by}`)?.role ?? '';
    await forget(place);
    made.length = 0;
    const arn = `arn:aws:dynamodb:${right.region}:000000000000:table/${tableName(place.stack, right.table)}`;
    await account.deny(role, `dynamodb:${right.call}`, arn);
    const failed = await request.make(world).then(
      () => false,
      () => true,
    );
    await account.allow(role);
    const refused = made.some((one) => one.refused && one.right === named(right));
    if (!refused) faults.push(`${named(right)} was not refused in "${request.name}"`);
    else if (!failed && !canDoWithout(right)) faults.push(`"${request.name}" did not fail without ${named(right)}`);
    if (refused && !failed) without += 1;
  }
  const known = new Set(rights.map(named));
  const ungranted = [...usedBy.keys()].filter((right) => !known.has(right));
  faults.push(...ungranted.map((right) => `${right} is used, and not in infra/calls.ts`));
  if (faults.length > 0) throw new Unexpected(faults.join('; '));
  return (
    `${rights.length} rights, each used by one of ${requests.length} requests; each taken away: refused, ` +
    `${rights.length - without} requests failed, ${without} did without (bookmarks)`
  );
}

/** Makes every request once. @throws Error for the first that is answered otherwise than it should be */
export async function everyRequest(place: Place): Promise<string> {
  const world = await worldAt(place);
  for (const request of requests) {
    await forget(place);
    await request.make(world);
  }
  return `${requests.length} requests answered as they should be`;
}

async function worldAt(place: Place): Promise<World> {
  const { url } = place.api;
  await forget(place);
  const [alice, bob] = [await personAt(url), await personAt(url)];
  await seedConversation(place.account, place.stack, [alice.username, bob.username]);
  return { url, alice, bob };
}
