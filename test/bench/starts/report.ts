import { table } from '../markdown.ts';

/** Medians of the first requests of a process, in milliseconds, and of the first over the third. */
export type Start = { readonly milliseconds: readonly number[]; readonly ratio: number };

/** The first requests of processes, in Markdown. */
export const startsTable = (starts: Readonly<Record<string, Start>>): string =>
  table(
    ['a fresh process', 'first request', 'second', 'third', 'first over third'],
    Object.entries(starts).map(([name, { milliseconds, ratio }]) => [
      name,
      ...milliseconds.map((time) => `${time.toFixed(1)} ms`),
      ratio.toFixed(2),
    ]),
  );
