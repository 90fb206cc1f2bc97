import { table } from '../markdown.ts';
import type { Jump } from './jumps.ts';
import { asked, grouped, round } from './report.ts';
import type { Results } from './results.ts';

/** What the README says of pages by number, as Markdown. */
export function pagesSection({
  messages,
  bytesPerMessage,
  jumps,
  random,
  places,
  comparison,
  growth,
  firstVisit,
  bookmarks,
}: Results) {
  const landmarks = jumps.filter(({ page }) => page < 2 ** 53);
  const pages = [...new Set(landmarks.map(({ page }) => page))];
  const jump = (page: number, order: string, how: 'without' | 'withAsOf') =>
    told(asked(landmarks, how).find((other) => other.page === page && other.order === order));
  const walk = (page: number) => told(comparison.find((other) => other.way === 'walking' && other.page === page));
  const of = (order: Jump['order'], how: 'without' | 'withAsOf') => {
    const { meanReadUnits, mostReadUnits, mostRoundTrips } = random[order][how];
    return `${meanReadUnits} on average, at most ${mostReadUnits} (${mostRoundTrips})`;
  };

  return [
    `${grouped(messages)} messages of ${Math.round(bytesPerMessage)} B, pages of 50, bookmarks current; read units (sequential round trips):`,
    table(
      ['page', 'newest first', 'oldest first', 'newest first, `asOf`', 'oldest first, `asOf`', 'walking there'],
      [
        ...pages.map((page) => [
          grouped(page),
          jump(page, 'newest', 'without'),
          jump(page, 'oldest', 'without'),
          jump(page, 'newest', 'withAsOf'),
          jump(page, 'oldest', 'withAsOf'),
          walk(page),
        ]),
        [
          '200 at random',
          of('newest', 'without'),
          of('oldest', 'without'),
          of('newest', 'withAsOf'),
          of('oldest', 'withAsOf'),
          '',
        ],
      ],
    ),
    `\`Select=COUNT\` reads what it counts, and costs what walking costs. Units grow with the size of a message; over both orders, in 5,000 messages: ${growth
      .map(({ bytes, without }) => `${without.meanReadUnits} on average at ${grouped(Math.round(bytes))} B`)
      .join(
        ', ',
      )}. The page of a time or an id, ${places.pages} at random: ${places.meanReadUnits} on average, at most ${places.mostReadUnits} (${places.mostRoundTrips}). The first visit to the middle of it, where nobody has been: ${firstVisit.tries} tries (503 with \`Retry-After\` between them), ${firstVisit.requests} requests, ${grouped(firstVisit.readUnits)} read units, ${round(firstVisit.milliseconds / 1000)} s on this engine. Bookmarks add ${bookmarks.writeUnitsPerMessage} write units and ${round(bookmarks.bytes / messages)} B a message.`,
  ].join('\n\n');
}

/** What a page costs by its number and by walking there, as Markdown. */
export const pagesSummary = ({ jumps, comparison }: Results): string =>
  table(
    ['page, of 50 messages', 'read units (sequential round trips)', 'by walking there'],
    [1, 100, 10_000].map((page) => [
      grouped(page),
      told(asked(jumps, 'without').find((jump) => jump.page === page && jump.order === 'newest')),
      told(comparison.find((other) => other.way === 'walking' && other.page === page)),
    ]),
  );

const told = (cost?: { readonly readUnits: number; readonly roundTrips: number }) =>
  cost ? `${grouped(cost.readUnits)} (${cost.roundTrips})` : '–';
