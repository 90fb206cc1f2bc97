import { columns } from '../../../infra/command-line/columns.ts';
import { grouped } from '../markdown.ts';
import type { FindingKind } from './findings.ts';
import type { Outcome, Simulation } from './simulate.ts';

/** The figures of a run. Times are in seconds. */
export type Summary = {
  readonly seed: number;
  readonly sends: number;
  readonly acknowledged: number;
  /** Answered with 503: a client would try again. */
  readonly unavailable: number;
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
    unavailable: sends.filter(({ status }) => status === 503).length,
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
  const rows = Object.entries({ ...figures, ...findings }).map(([name, value]) => [name, String(value)]);
  const found = Object.values(outcome.findings).flatMap((list) => list.slice(0, 3).map((line) => `  ${line}`));
  return [columns(rows), ...found].join('\n');
}

/** A run as a list, in Markdown. */
export function regionsList(summary: Summary): string {
  const found = Object.entries(summary.findings).map(([kind, count]) => `${kind}: ${count}`);
  return [
    `- ${grouped(summary.sends)} sends in ${summary.talked} s, ${grouped(summary.acknowledged)} acknowledged and ` +
      `${grouped(summary.unavailable)} answered with 503; ${summary.repeatedWithKey} repeated with their key.`,
    `- ${grouped(summary.writesReplicated)} writes replicated, the slowest after ${summary.longestReplication} s, with ` +
      `${summary.spellsWithoutReplication} spells in which nothing arrived;\n  ` +
      `the same in both regions ${summary.convergedAfter} s after the last send.`,
    `- ${summary.namesAskedForTwice} names asked for in both regions at one moment; ${summary.wholeReadings} readings ` +
      `of whole conversations; ${summary.bookmarks} bookmarks.`,
    `- Found, with seed ${summary.seed}:\n  ${found.join(';\n  ')}.`,
  ].join('\n');
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 10) / 100;
