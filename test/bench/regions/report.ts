import type { FindingKind } from './findings.ts';
import type { Outcome, Simulation } from './simulate.ts';

/** The figures of a run. Times are in seconds. */
export type Summary = {
  readonly seed: number;
  readonly sends: number;
  readonly acknowledged: number;
  readonly repeatedWithKey: number;
  readonly namesAskedForTwice: number;
  readonly wholeReadings: number;
  readonly bookmarks: number;
  readonly writesReplicated: number;
  readonly spellsWithoutReplication: number;
  readonly longestReplication: number;
  readonly convergedAfter: number;
  readonly talked: number;
  readonly findings: Readonly<Record<FindingKind, number>>;
};

/** A run in figures. */
export function summaryOf({ seed, outages }: Simulation, outcome: Outcome): Summary {
  const { history, findings, replicated, longestReplication, convergedAfter, talked } = outcome;
  const { sends, races, readings, items } = history;
  const counts = Object.entries(findings).map(([kind, found]) => [kind, found.length]);
  return {
    seed,
    sends: sends.length,
    acknowledged: sends.filter(({ id }) => id).length,
    repeatedWithKey: sends.filter(({ again }) => again).length,
    namesAskedForTwice: races.length,
    wholeReadings: readings.length,
    bookmarks: items.home.Bookmarks.length + items.away.Bookmarks.length,
    writesReplicated: replicated,
    spellsWithoutReplication: outages.filter(({ start }) => start < talked).length,
    longestReplication: seconds(longestReplication),
    convergedAfter: seconds(convergedAfter),
    talked: seconds(talked),
    findings: Object.fromEntries(counts) as Summary['findings'],
  };
}

/** A run for people: its figures, and the first findings of each kind. */
export function report(simulation: Simulation, outcome: Outcome): string {
  const { findings, ...figures } = summaryOf(simulation, outcome);
  const rows = Object.entries({ ...figures, ...findings }).map(([name, value]) => `${name.padEnd(66)}${value}`);
  const found = Object.values(outcome.findings).flatMap((list) => list.slice(0, 3).map((line) => `  ${line}`));
  return [...rows, ...found].join('\n');
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 10) / 100;
