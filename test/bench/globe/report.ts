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

/** How long a user in Tokyo waits, with and without a region there, as Markdown. */
export const globeSummary = (waiting: readonly Waiting[]): string =>
  table(
    ['regions', 'sign up', 'log in', 'send', 'newest page', 'page by number'],
    waiting
      .filter(({ city, regions }) => city === 'Tokyo' && regions.length < 3)
      .map(({ regions, signUp, logIn, send, newestPage, pageByNumber }) => [
        regions.join(', '),
        ...[signUp, logIn, send, newestPage, pageByNumber].map((milliseconds) => `${milliseconds} ms`),
      ]),
  );
