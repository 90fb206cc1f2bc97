import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { aPerson, aText, send } from '../../support/api.ts';
import { aFolder } from '../bundling.ts';
import { residentOf } from '../resident.ts';
import type { Overload } from './report.ts';

/** What is asked for: sends, pages of 50 short messages, and pages of 200 messages of 4,000 emoji (3.2 MB). */
const kinds = ['sends', 'pages of 50', 'pages of 200 × 4,000 emoji'] as const;
type Kind = (typeof kinds)[number];

const sides = ['bounded', 'unbounded'] as const;

/** More connections than a local server can serve: what is answered, with the bound and without it, in turns. */
export async function overload(connections: readonly number[], seconds: number): Promise<Overload[]> {
  const servers: { side: (typeof sides)[number]; server: Awaited<ReturnType<typeof startServer>> }[] = [];
  const results: Overload[] = [];
  try {
    for (const side of sides) servers.push({ side, server: await startServer(side) });
    for (const kind of kinds) {
      for (const count of connections) {
        for (const { side, server } of servers) {
          const result = { kind, side, connections: count, seconds, ...(await server.load(kind, count, seconds)) };
          const { answered, refused, p50, p99, megabytes } = result;
          const times = `p50 ${p50} ms, p99 ${p99} ms, ${megabytes} MB`;
          console.log(`${kind} over ${count} connections, ${side}: ${answered} answered, ${refused} refused, ${times}`);
          results.push(result);
        }
      }
    }
    return results;
  } finally {
    await Promise.all(servers.map(({ server }) => server.stop()));
  }
}

async function startServer(side: (typeof sides)[number]) {
  const folder = await aFolder();
  const script = fileURLToPath(new URL('overloaded-server.ts', import.meta.url));
  const child = fork(script, [folder.path, side], {
    env: { ...process.env, BCRYPT_COST: '4' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [url]: [string] = (await once(child, 'message')) as [string];
  const requests = await fill(url);

  return {
    async load(kind: Kind, connections: number, duration: number) {
      const times = { answered: [] as number[], refused: [] as number[] };
      const { errors } = await autocannon({
        url,
        connections,
        duration,
        requests: [requests[kind]],
        setupClient: (client) =>
          client.on('response', (status: number, _bytes: number, milliseconds: number) =>
            times[status < 300 ? 'answered' : 'refused'].push(milliseconds),
          ),
      });
      const megabytes = residentOf(child.pid);
      await calm(url, requests['pages of 50']);
      return {
        answered: times.answered.length,
        refused: times.refused.length,
        failed: errors,
        p50: quantile(times.answered, 0.5),
        p99: quantile(times.answered, 0.99),
        slowest: quantile([...times.answered, ...times.refused], 1),
        megabytes,
      };
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
      await folder.remove();
    },
  };
}

/** Two conversations, a light one and a heavy one, and how to ask for what is measured. */
async function fill(baseUrl: string) {
  process.env.DUOLOGUE_URL = baseUrl;
  const sender = await aPerson('algernon', baseUrl);
  const light = await aPerson('lane', baseUrl);
  const heavy = await aPerson('ernest', baseUrl);
  for (let count = 0; count < 60; count++) await send(sender, light);
  for (let count = 0; count < 200; count++) await send(sender, heavy, aText('😀'.repeat(4000)));

  const headers = { authorization: `Bearer ${sender.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ sender: sender.username, recipient: light.username, content: aText() });
  const page = `/messages?userA=${sender.username}&userB=`;
  return {
    sends: { method: 'POST', path: '/messages', headers, body },
    'pages of 50': { method: 'GET', path: `${page}${light.username}`, headers },
    'pages of 200 × 4,000 emoji': { method: 'GET', path: `${page}${heavy.username}&pageSize=200`, headers },
  } satisfies Record<Kind, object>;
}

/** Waits until what is still under way is over, so that one measurement does not weigh on the next. */
async function calm(url: string, { path, headers }: { path: string; headers: Record<string, string> }) {
  for (let quick = 0, tries = 0; quick < 2 && tries < 50; tries++) {
    const start = performance.now();
    const response = await fetch(`${url}${path}`, { headers });
    await response.text();
    quick = response.ok && performance.now() - start < 300 ? quick + 1 : 0;
  }
}

const quantile = (values: readonly number[], share: number): number | null =>
  values.length === 0
    ? null
    : Math.round(values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1] ?? 0);
