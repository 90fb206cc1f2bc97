import { table } from '../markdown.ts';

/** Medians of the CPU time of a request and of its bare store calls, in milliseconds, and of their ratio. */
export type HandlerCost = { readonly ours: number; readonly bare: number; readonly ratio: number };

/** How both sides are measured: in turns, by one process that has loaded both, or each by a process of its own. */
export const harnesses = ['together', 'apart'] as const;

export type Harness = (typeof harnesses)[number];

/** CPU time of handlers, in Markdown. */
export const handlersTable = (handlers: Readonly<Record<string, Readonly<Record<Harness, HandlerCost>>>>): string =>
  table(
    [
      'CPU time of a warm request, on a store that answers at once',
      'handler',
      'the same SDK calls alone',
      'ratio, a process each',
      'both in one process',
    ],
    Object.entries(handlers).map(([name, { together, apart }]) => [
      name,
      `${apart.ours.toFixed(2)} ms`,
      `${apart.bare.toFixed(2)} ms`,
      apart.ratio.toFixed(2),
      together.ratio.toFixed(2),
    ]),
  );
