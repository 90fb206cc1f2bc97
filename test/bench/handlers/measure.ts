import { median } from '../numbers.ts';
import { token } from '../stub/answers.ts';
import { events, text } from './events.ts';

/** What this process is asked to measure: the bundle of a function, and that of the bare calls. */
export type Task = { readonly function: keyof typeof events; readonly ours: string; readonly bare: string };

/** CPU time of one request and of its bare store calls, in milliseconds, and their ratio. */
export type HandlerCost = { readonly ours: number; readonly bare: number; readonly ratio: number };

const ROUNDS = 40;
const REQUESTS = 50;
process.once('message', async ({ function: name, ours, bare }: Task) => {
  const { handler } = await import(ours);
  const { bareCalls } = await import(bare);
  const { send, fetch } = bareCalls(token);
  const context = { getRemainingTimeInMillis: () => 10_000 };
  const request = async () => {
    const { statusCode, body } = await handler(events[name], context);
    if (statusCode >= 300) throw new Error(`${name} answered ${statusCode} ${body}`);
  };
  const calls = name === 'send-message' ? () => send(text) : fetch;

  await cpuOf(request);
  await cpuOf(calls);
  const rounds: HandlerCost[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [one, other] = [await cpuOf(calls), await cpuOf(request)];
    rounds.push({ bare: one, ours: other, ratio: other / one });
  }
  const of = (figure: keyof HandlerCost) => median(rounds.map((round) => round[figure]));
  process.send?.({ ours: of('ours'), bare: of('bare'), ratio: of('ratio') }, () => process.exit());
});

/** CPU time of one of some requests made one after the other, in milliseconds. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  for (let request = 0; request < REQUESTS; request++) await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / REQUESTS;
}
