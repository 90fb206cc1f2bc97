import { table } from '../markdown.ts';
import type { Waiting } from './waiting.ts';

/** How long users wait, as Markdown. */
export const globeTable = (waiting: readonly Waiting[]): string =>
  table(
    [
      'regions, home first',
      'user in',
      'asks',
      'sign up',
      'log in',
      'send',
      'send with a key',
      'newest page',
      'page by number',
    ],
    waiting.map((row) => [
      row.regions.join(', '),
      row.city,
      row.region,
      ...[row.signUp, row.logIn, row.send, row.sendWithKey, row.newestPage, row.pageByNumber].map(
        (milliseconds) => `${milliseconds} ms`,
      ),
    ]),
  );
