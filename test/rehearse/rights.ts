import { type Call, type Calls, calls, callsAway, callsHome } from '../../infra/calls.ts';
import { type FunctionName, routes } from '../../lib/routes.ts';
import { type TableName, tableName } from '../../lib/tables.ts';
import { Unexpected } from '../support/steps.ts';
import { type Answering, empty, forget, type Place } from './place.ts';
import type { Passed } from './proxy.ts';
import { personAt, type Request, requests, seedConversation, unasked, type World } from './requests.ts';

/** A call of a function on a table of a region, such as `users GetItem Users us-east-1`. */
type Right = {
  readonly by: FunctionName;
  readonly call: Call;
  readonly table: TableName;
  readonly region: string;
};

const named = ({ by, call, table, region }: Right) => `${by} ${call} ${table} ${region}`;

/** What functions asked of DynamoDB, in order, and whether IAM refused it. */
export function recorder(stack: string, answering: Answering) {
  const made: { readonly right: string; readonly refused: boolean }[] = [];
  return {
    made,
    onPassed({ headers, body, status, answer }: Passed): void {
      const [, call] = /^DynamoDB_\d+\.(\w+)$/.exec(String(headers['x-amz-target'])) ?? [];
      if (!call || !answering.by) return;
      const [, region = ''] = /\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
      const table = String(JSON.parse(body.toString()).TableName).slice(stack.length + 1);
      const refused = status >= 400 && answer.includes('is not authorized to perform');
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

/** Whether a lack of the right makes no request fail, by design. */
function canDoWithout({ by, table, region }: Right, home: string): boolean {
  // A failed read of bookmarks is as none.
  if (table === 'Bookmarks') return true;
  // Away from home a log-in reads both copies of a user, and home's counts.
  return by === 'users' && table === 'Users' && region !== home;
}

/**
 * Makes every request, then takes each right of a region away in turn and makes a request that needs it.
 * @throws Unexpected where a right is not needed by any request, or its lack makes no request fail
 */
export async function eachRight(place: Place, home: string, { made }: Recorder): Promise<string> {
  const { account, stack } = place;
  const world = await worldAt(place);

  /** Makes a request from a clean start; away from home, with sessions that are not copied yet. */
  async function make(request: Request): Promise<Error | undefined> {
    await forget(place);
    if (account.region !== home) await empty(account, stack, 'Sessions');
    made.length = 0;
    return request.make(world).then(
      () => undefined,
      (error: Error) => error,
    );
  }

  const used = new Map<Request, ReadonlySet<string>>();
  for (const request of requests) {
    const error = await make(request);
    if (error) throw new Unexpected(error.message);
    used.set(request, new Set(made.map(({ right }) => right)));
  }

  const functions = await account.functions();
  /** What is wrong with a right; `without` where no request failed for lack of it, and none had to. */
  async function tried(right: Right): Promise<'needed' | 'without' | { readonly fault: string }> {
    const name = named(right);
    const own = (request: Request) => functionOf(request) === right.by;
    const candidates = requests.filter((request) => used.get(request)?.has(name));
    if (candidates.length === 0) return { fault: `no request needs ${name}` };
    const role = functions.find(({ description }) => description === `Duologue: ${right.by}`)?.role ?? '';
    const arn = `arn:aws:dynamodb:${right.region}:000000000000:table/${tableName(stack, right.table)}`;
    await account.deny(role, `dynamodb:${right.call}`, arn);
    try {
      for (const request of candidates.toSorted((one, other) => Number(own(other)) - Number(own(one)))) {
        const error = await make(request);
        if (!made.some((one) => one.refused && one.right === name)) continue;
        if (error) return 'needed';
        return canDoWithout(right, home) ? 'without' : { fault: `"${request.name}" did not fail without ${name}` };
      }
      return { fault: `${name} was not refused to any request` };
    } finally {
      await account.allow(role);
    }
  }

  const rights = rightsAt(account.region, home);
  const outcomes: Awaited<ReturnType<typeof tried>>[] = [];
  for (const right of rights) outcomes.push(await tried(right));

  const granted = new Set(rights.map(named));
  const ungranted = [...used.values()].flatMap((names) => [...names]).filter((name) => !granted.has(name));
  const faults = [
    ...outcomes.flatMap((outcome) => (typeof outcome === 'object' ? [outcome.fault] : [])),
    ...[...new Set(ungranted)].map((name) => `${name} is used, and not in infra/calls.ts`),
  ];
  if (faults.length > 0) throw new Unexpected(faults.join('; '));
  const without = outcomes.filter((outcome) => outcome === 'without').length;
  return (
    `${rights.length} rights, each used by one of ${requests.length} requests; each taken away in turn: refused each time, ` +
    `${rights.length - without} requests failed, ${without} did without`
  );
}

const functionOf = ({ route }: Request) => routes.find(({ method, path }) => `${method} ${path}` === route)?.function;

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
  if (unasked.length > 0) throw new Unexpected(`no request for ${unasked.join(', ')}: add one to requests.ts`);
  const { url } = place.api;
  await forget(place);
  const [alice, bob] = [await personAt(url), await personAt(url)];
  await seedConversation(place.account, place.stack, [alice.username, bob.username]);
  return { url, alice, bob };
}
