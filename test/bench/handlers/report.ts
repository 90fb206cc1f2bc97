import { table } from '../markdown.ts';
import type { HandlerCost } from './measure.ts';

/** CPU time of handlers, in Markdown. */
export const handlersTable = (handlers: Readonly<Record<string, HandlerCost>>): string =>
  table(
    ['CPU time of a warm request, on a store that answers at once', 'handler', 'the same SDK calls alone', 'ratio'],
    Object.entries(handlers).map(([name, { ours, bare, ratio }]) => [
      name,
      `${ours.toFixed(2)} ms`,
      `${bare.toFixed(2)} ms`,
      ratio.toFixed(2),
    ]),
  );
