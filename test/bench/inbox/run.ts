import { lowestIdOf } from '../../../lib/messages/message.ts';
import { aText, aUsername, type Person } from '../../support/api.ts';
import { costOf } from '../../support/counting.ts';
import { storeInbox } from '../../support/engine.ts';
import { invoke } from '../../support/lambda.ts';
import { readBenchOptions } from '../options.ts';
import { startRig } from '../pages/rig.ts';
import { writeResults } from '../results.ts';
import { type Asked, inboxTable, type MeasuredInbox } from './report.ts';

type Inbox = {
  readonly name: string;
  readonly contacts: number;
  /** How many of them were active in each hour. */
  readonly anHour: number;
  readonly pageSize: number;
  /** How many messages of each are unread; none where it is left out. */
  readonly unread?: number;
  readonly bytes?: number;
  /** Whether it must be answered, on the slowest engine too. */
  readonly mustAnswer: boolean;
};

const options = readBenchOptions();
const { full } = options;
const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 1, 12);

const read = (name: string, contacts: number, anHour: number, mustAnswer = true): Inbox => ({
  name: `${name}, all read, pages of 20`,
  contacts,
  anHour,
  pageSize: 20,
  mustAnswer,
});
const unread = (name: string, contacts: number, unread: number, bytes: number): Inbox => ({
  name: `${name}, pages of 50`,
  contacts,
  anHour: 20,
  pageSize: 50,
  unread,
  bytes,
  mustAnswer: true,
});

const bot = full ? 500_000 : 5000;
const inboxes: readonly Inbox[] = [
  read('200 contacts, 20 an hour', 200, 20),
  read('1,000 contacts, 20 an hour', 1000, 20),
  ...(full ? [read('10,000 contacts, 20 an hour', 10_000, 20)] : []),
  read('200 contacts of one hour', 200, 200),
  ...(full ? [read('1,000 contacts of one hour', 1000, 1000, false)] : []),
  ...(full ? [read('10,000 contacts of one hour', 10_000, 10_000, false)] : []),
  unread(`${bot.toLocaleString('en')} unread messages of a bot`, 1, bot, 250),
  unread('50 contacts, 100 unread messages of 4 KB each', 50, 100, 4000),
  unread('50 contacts, 100 unread messages of 16 KB each', 50, 100, 16_000),
];

const rig = await startRig();
process.env.ENGINE_URL = process.env.AWS_ENDPOINT_URL_DYNAMODB;
try {
  const measured: MeasuredInbox[] = [];
  const unanswered: string[] = [];
  for (const inbox of inboxes) {
    const { name, contacts, anHour, pageSize, unread, bytes = 100, mustAnswer } = inbox;
    const reader = await rig.aPerson(aUsername());
    const times = Array.from({ length: contacts }, (_, at) => NOON - HOUR / 2 - Math.floor(at / anHour) * HOUR - at);
    await storeInbox(reader, times, {
      ...(unread ? { unread } : { isRead: true }),
      // The engine counts UTF-16 units where DynamoDB counts bytes of UTF-8: ASCII, of as many bytes as there may be.
      behind: aText('x'.repeat(bytes)),
    });
    await ask(reader, 'pageSize=1');
    const page = await ask(reader, `pageSize=${pageSize}`);
    const poll = await ask(reader, `pageSize=${pageSize}&since=${lowestIdOf(NOON + HOUR / 4)}`);
    measured.push({ inbox: name, page, poll });
    console.log(`${name}: ${JSON.stringify({ page, poll })}`);
    if (mustAnswer && [page, poll].some(({ status }) => status !== 200)) unanswered.push(name);
  }
  console.log(`\n${inboxTable(measured)}\n`);
  await writeResults(options.results, 'inbox', measured);
  for (const name of unanswered) console.log(`not answered: ${name}`);
  process.exitCode = unanswered.length > 0 ? 1 : 0;
} finally {
  await rig.stop();
}

/** Asks at most three times, since a machine at work makes an engine slow, for the time; and once more for the counts. */
async function ask({ token }: Person, query: string): Promise<Asked> {
  const request = () => invoke(rig.fetchMessages, `GET /conversations?${query}`, { token });
  let status = 0;
  let milliseconds = 0;
  for (let tries = 1; tries <= 3 && status !== 200; tries++) {
    const start = performance.now();
    ({ status } = await request());
    milliseconds = Math.round(performance.now() - start);
  }
  if (status !== 200) return { status, milliseconds, roundTrips: 0, requests: 0, readUnits: 0 };
  const { cost } = await costOf(rig.dynamodb, request);
  const { roundTrips, readUnits, requests } = cost;
  return { status, milliseconds, roundTrips, requests: requests.length, readUnits };
}
