import { setTimeout as sleep } from 'node:timers/promises';
import { type Break, breakProduct } from '../../faults/breaks.ts';
import type { ClockSetting } from '../../faults/processes.ts';
import { diceOf } from '../../faults/random.ts';
import { startProduct } from '../../support/product.ts';
import { type Findings, findingsIn, type History } from './findings.ts';
import { type Follower, follow } from './follower.ts';
import { everyItem } from './items.ts';
import { type Race, race } from './newcomers.ts';
import { type Reading, readWhole } from './readings.ts';
import { type Region, type RegionName, startRegion } from './region.ts';
import { newReplicator, type Outage, type Replicator } from './replicator.ts';
import { roam } from './roaming.ts';
import { aPair, type Pair, sessionsIn } from './scene.ts';
import { type Send, speak } from './talk.ts';

/** What a run is made of. */
export type Simulation = {
  readonly seed: number;
  readonly sends: number;
  /** After how many seconds nothing more is sent, whatever was sent. */
  readonly seconds: number;
  readonly pairs: number;
  /** How many messages each conversation has beforehand. */
  readonly history: number;
  /** How many names are asked for in both regions at the same moment. */
  readonly races: number;
  readonly clocks: Readonly<Record<RegionName, readonly ClockSetting[]>>;
  /** How long a write takes to the other region, in milliseconds: anything between the two. */
  readonly delay: readonly [shortest: number, longest: number];
  readonly outages: readonly Outage[];
  readonly broken?: Break;
};

/** What came of a run. Times are in milliseconds. */
export type Outcome = {
  readonly findings: Findings;
  readonly history: History;
  readonly replicated: number;
  readonly longestReplication: number;
  /** How long after the last send both regions held the same. */
  readonly convergedAfter: number;
  readonly talked: number;
};

type Regions = Readonly<Record<RegionName, Region>>;

/** Two regions, people who talk in both, and what is wrong once everything has arrived everywhere. */
export async function simulate(simulation: Simulation): Promise<Outcome> {
  const { broken, clocks } = simulation;
  const product = broken ? await breakProduct(broken) : { start: startProduct, remove: async () => {} };
  const replicator = newReplicator(simulation);
  const common = { startProduct: product.start, tookPlace: replicator.follow };
  const home = await startRegion({ name: 'home', ...common });
  const away = await startRegion({ name: 'away', home, ...common });
  replicator.connect({ home: home.engine, away: away.engine });
  try {
    await Promise.all([home.begin(clocks.home), away.begin(clocks.away)]);
    return await run({ home, away }, replicator, simulation);
  } finally {
    await away.stop();
    await home.stop();
    await product.remove();
  }
}

async function run(regions: Regions, replicator: Replicator, simulation: Simulation): Promise<Outcome> {
  const pairs: Pair[] = [];
  for (let number = 1; number <= simulation.pairs; number++)
    pairs.push(await aPair(regions, number, simulation.history));

  replicator.begin();
  const begun = performance.now();
  const followers = followersOf(regions, pairs);
  const [sends, races, roaming] = await Promise.all([
    talk(regions, pairs, simulation),
    raceForNames(regions, simulation),
    roam(regions, pairs[0] as Pair),
  ]);
  const ended = performance.now();
  const later = readersLater(regions);
  await replicator.settled();
  const convergedAfter = performance.now() - ended;

  await Promise.all(followers.map((follower) => follower.finish()));
  await roaming.arrived();
  const readings = await readInBoth(await later, pairs);
  await replicator.settled();
  const sessions = await roaming.ended();

  const [home, away] = await Promise.all([everyItem(regions.home.engine), everyItem(regions.away.engine)]);
  const history: History = {
    sends,
    arrivals: replicator.arrivals,
    races,
    readings,
    followers,
    items: { home, away },
    sessions,
    crashes: Object.values(regions).flatMap(({ crashes }) => crashes.map(({ output }) => output)),
  };
  return {
    findings: findingsIn(history),
    history,
    replicated: replicator.writes(),
    longestReplication: replicator.longest(),
    convergedAfter,
    talked: ended - begun,
  };
}

const followersOf = (regions: Regions, pairs: readonly Pair[]): Follower[] =>
  pairs.flatMap(({ conversation, speakers: [one, other] }) =>
    Object.values(regions).map((region) =>
      follow({ region, conversation, person: one.sessions[region.name], partner: other.username }),
    ),
  );

/** Everybody talks in both regions at once. */
async function talk(regions: Regions, pairs: readonly Pair[], simulation: Simulation): Promise<Send[]> {
  const until = performance.now() + simulation.seconds * 1000;
  const sends: Send[] = [];
  let sent = 0;
  const nextSend = () => (sent < simulation.sends && performance.now() < until ? ++sent : undefined);
  await Promise.all(
    sessionsIn(pairs).map(({ region, ...session }) => {
      const dice = diceOf(simulation.seed, 'speaker', region, session.person.username);
      return speak({ ...session, region: regions[region], dice, nextSend, sends });
    }),
  );
  return sends;
}

async function raceForNames(regions: Regions, { races: count, seed }: Simulation): Promise<Race[]> {
  const dice = diceOf(seed, 'races');
  const races: Race[] = [];
  for (let number = 1; number <= count; number++) {
    await sleep(dice.between(0, 200));
    races.push(await race(regions, `newcomer-${number}`));
  }
  return races;
}

/** By how much the clocks of the last readers are fast, in milliseconds: for them, all is old enough for bookmarks. */
const LATER = 11 * 60_000;

/** A process in each region for which all is old enough for bookmarks. */
async function readersLater({ home, away }: Regions): Promise<Record<RegionName, string>> {
  const [atHome, elsewhere] = await Promise.all([home.start({ offset: LATER }), away.start({ offset: LATER })]);
  return { home: atHome, away: elsewhere };
}

/** Everybody reads everything in the region where they were not logged in. */
async function readInBoth(urls: Record<RegionName, string>, pairs: readonly Pair[]): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const { region, ...session } of sessionsIn(pairs)) {
    const elsewhere = region === 'home' ? 'away' : 'home';
    readings.push(...(await readWhole({ ...session, region: elsewhere, baseUrl: urls[elsewhere] })));
  }
  return readings;
}
