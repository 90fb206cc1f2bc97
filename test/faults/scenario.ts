import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineKind } from '../../infra/local/engine.ts';
import { startProduct } from '../support/product.ts';
import type { AttemptCounts } from './attempts.ts';
import { type Break, breakProduct } from './breaks.ts';
import { findingsIn } from './checker.ts';
import type { Network } from './clients/network.ts';
import type { Finding } from './finding.ts';
import type { History } from './history.ts';
import { type KillStep, killer, killSteps } from './kills.ts';
import { newLoad } from './load.ts';
import { seededPlan } from './plan.ts';
import type { ProfileName } from './profiles.ts';
import { diceOf } from './random.ts';
import { type Rig, startRig } from './rig.ts';
import { type Storm, withStorms } from './storms.ts';

/** What a run is made of. */
export type Scenario = {
  readonly seed: number;
  readonly sends: number;
  readonly processes: number;
  readonly senders: number;
  /** After how many seconds nothing more is sent, whatever was sent. */
  readonly seconds: number;
  readonly profile: ProfileName;
  readonly engine?: EngineKind;
  readonly broken?: Break | undefined;
  /** Whether some sends have idempotency keys. */
  readonly keys: boolean;
  /** How often a process is killed, or will be at a step that it may not come to. */
  readonly kills: number;
  /** Whether there are seconds in which the whole store is in trouble. */
  readonly storms: boolean;
  /** After how many milliseconds those who come back late with a key do so, at most. */
  readonly longestAbsence: number;
  /** For how many milliseconds the network holds a write, at most. */
  readonly longestHold: number;
  readonly onProgress?: (line: string) => void;
};

/** What came of a run. */
export type ScenarioResult = {
  readonly history: History;
  readonly findings: readonly Finding[];
  readonly store: AttemptCounts;
  readonly deaths: ReadonlyMap<KillStep, number>;
  /** How many sends with a key never had an answer. */
  readonly unanswered: number;
  readonly seconds: number;
};

const HOUR = 3_600_000;

/** By how many milliseconds the clocks of the processes are wrong: hours slow, more than a year fast, a little slow, right. */
const CLOCKS = [-3 * HOUR, 400 * 24 * HOUR, -7000, 0];

/** By how much eventually consistent reads lag, in milliseconds. */
const LAG = 2000;

/** How many milliseconds longer than anybody stays away a send is tried again. */
const GRACE = 30_000;

/** Lets senders send under faults, then lets the faults end, and finds what is wrong. */
export async function runScenario(scenario: Scenario): Promise<ScenarioResult> {
  const { processes, engine = 'embedded', broken, onProgress } = scenario;
  const product = broken ? await breakProduct(broken) : { start: startProduct, remove: async () => {} };
  const rig = await startRig({
    clocks: Array.from({ length: processes }, (_, index) => ({ offset: CLOCKS[index % CLOCKS.length] ?? 0 })),
    lag: LAG,
    engine,
    start: product.start,
    refusesOldSignatures: true,
  });
  const reporting = setInterval(() => onProgress?.(progressOf(rig)), 5000);
  try {
    return await runOn(rig, scenario);
  } finally {
    clearInterval(reporting);
    await rig.stop();
    await product.remove();
  }
}

async function runOn(rig: Rig, scenario: Scenario): Promise<ScenarioResult> {
  const { seed, seconds, profile, longestAbsence, longestHold } = scenario;
  const begun = performance.now();
  const network: Network = { ...rig, deadline: begun + seconds * 1000 + longestAbsence + GRACE };
  const deaths = killer();
  const load = await newLoad(network, {
    ...scenario,
    until: begun + seconds * 1000,
    onSend: killsOf(scenario, rig, deaths.condemn),
  });

  const storms = scenario.storms ? stormsOf(scenario) : [];
  rig.follow(deaths.over(withStorms(seededPlan(seed, profile, longestHold), storms)));
  await load.send();

  rig.follow();
  await allUp(rig);
  const unanswered = await load.settle();
  await rig.proxy.landed();
  await load.readAll();

  const history = await rig.history();
  return {
    history,
    findings: findingsIn(history),
    store: rig.proxy.attempts.counts(),
    deaths: deaths.deaths(),
    unanswered,
    seconds: (performance.now() - begun) / 1000,
  };
}

/** Lets one process after the other die, at one step after the other. */
function killsOf(
  { seed, sends, kills }: Scenario,
  { processes }: Rig,
  condemn: (process: string, step: KillStep) => void,
) {
  const dice = diceOf(seed, 'kills');
  const steps = Object.keys(killSteps) as KillStep[];
  const every = Math.floor(sends / kills);
  return (number: number) => {
    if (number % every === Math.floor(every / 2)) condemn(dice.pick(processes).name, dice.pick(steps));
  };
}

/** Now and then, for a few seconds, the store only throttles, only fails or hangs. */
function stormsOf({ seed, seconds }: Scenario): Storm[] {
  const dice = diceOf(seed, 'storms');
  const fates: Storm['fate'][] = [
    { kind: 'fail', error: 'throttled', executed: false, checksum: true },
    { kind: 'fail', error: 'internal', executed: true, checksum: false },
    { kind: 'hang' },
    { kind: 'drop-answer' },
  ];
  const storms: Storm[] = [];
  for (let from = dice.between(5000, 15_000); from < seconds * 1000; from += dice.between(15_000, 30_000)) {
    storms.push({ from, to: from + dice.between(500, 4000), fate: dice.pick(fates) });
  }
  return storms;
}

async function allUp({ processes }: Rig): Promise<void> {
  while (processes.some((process) => process.url() === undefined)) await sleep(20);
}

function progressOf({ recorder, processes }: Rig): string {
  const { attempts, readings } = recorder;
  const acknowledged = attempts.filter((attempt) => attempt.acknowledged).length;
  const kills = processes.reduce((total, process) => total + process.kills(), 0);
  return `${attempts.length} attempts, ${acknowledged} acknowledged, ${readings.length} readings, ${kills} kills`;
}
