import { FAILURES_FROM_ADDRESS } from '../../../lib/sessions/limits.ts';
import { aPassword, aUsername } from '../../support/api.ts';
import { invoke } from '../../support/lambda.ts';
import { median } from '../numbers.ts';
import { readBenchOptions } from '../options.ts';
import { startRig } from '../pages/rig.ts';
import { writeResults } from '../results.ts';
import { logInSentence } from './report.ts';

/** By how much the time of an unknown user may differ from that of a known one. */
const BOUND = 0.05;

const options = readBenchOptions();
const [samples, cost] = options.full ? [60, 12] : [20, 8];

/** How often a name is refused, after its failures: a refusal takes little time, of which more is by chance. */
const REFUSALS = options.full ? 100 : 50;

type Who = 'known' | 'unknown';

/** How long a log-in took, in milliseconds, and how much of it the handler's thread worked, which no other work stretches. */
type Sample = { readonly who: Who; readonly status: number; readonly elapsed: number; readonly worked: number };

let addresses = 0;

const rig = await startRig({ bcryptCost: cost });
try {
  // Round by round, from an address that is new to the names and from one that is known to the one that there is.
  const [atNew, atKnown]: [Sample[], Sample[]] = [[], []];
  while (atNew.filter(isWrong).length < 2 * samples) {
    atNew.push(...(await measureNames()));
    atKnown.push(...(await measureNames({ isAddressKnown: true })));
  }

  const results = {
    bcryptCost: cost,
    samples: atNew.filter(isWrong).length,
    wrongPassword: timesOf(atNew.filter(isWrong)),
    tooManyAttempts: timesOf(atNew.filter((sample) => !isWrong(sample))),
  };
  await writeResults(options.results, 'logIn', results);
  console.log(logInSentence(results));
  const all = {
    'a wrong password, from a new address': results.wrongPassword,
    'too many attempts, from a new address': results.tooManyAttempts,
    'a wrong password, from a known address': timesOf(atKnown.filter(isWrong)),
    'too many attempts, from a known address': timesOf(atKnown.filter((sample) => !isWrong(sample))),
  };
  for (const [what, { elapsed, worked }] of Object.entries(all)) {
    const isApart = Math.abs(elapsed.ratio - 1) > BOUND;
    console.log(
      `${what}: ${elapsed.known} ms for known, ${elapsed.unknown} ms for unknown names, ratio ${elapsed.ratio}` +
        `${isApart ? ' (more than 5 % apart)' : ''}; of CPU time ${worked.ratio}`,
    );
  }
} finally {
  await rig.stop();
}

function isWrong({ status }: Sample): boolean {
  return status === 401;
}

/**
 * Guesses at a known and at an unknown name until both are refused, and on: in turns, and which is first in turns as well.
 * Each time from another address, which has no more than a thousand log-ins in an hour.
 */
async function measureNames({ isAddressKnown = false } = {}): Promise<Sample[]> {
  const from = `203.0.113.${++addresses}`;
  const names: Record<Who, string> = { known: aUsername(), unknown: aUsername() };
  await invoke(rig.users, 'POST /users', { body: { username: names.known, password: aPassword } });
  if (isAddressKnown) {
    await invoke(rig.users, 'POST /sessions', { body: { username: names.known, password: aPassword }, from });
  }
  const measured: Sample[] = [];
  for (let count = 0; count < FAILURES_FROM_ADDRESS.most + REFUSALS; count++) {
    const order: readonly Who[] = count % 2 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const who of order) measured.push(await measure(who, names[who], from));
  }
  return measured;
}

async function measure(who: Who, username: string, from: string): Promise<Sample> {
  const body = { username, password: 'a wrong password' };
  const start = performance.now();
  const before = process.threadCpuUsage();
  const { status } = await invoke(rig.users, 'POST /sessions', { body, from });
  const { user, system } = process.threadCpuUsage(before);
  return { who, status, elapsed: performance.now() - start, worked: (user + system) / 1000 };
}

function timesOf(all: readonly Sample[]) {
  return { elapsed: compared(all, 'elapsed'), worked: compared(all, 'worked') };
}

/** The medians of a known and of an unknown name, in milliseconds, and the second as a multiple of the first. */
function compared(all: readonly Sample[], what: 'elapsed' | 'worked') {
  const medianOf = (who: Who) => median(all.filter((sample) => sample.who === who).map((sample) => sample[what]));
  const [known, unknown] = [medianOf('known'), medianOf('unknown')];
  return { known: round(known), unknown: round(unknown), ratio: round(unknown / known) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
