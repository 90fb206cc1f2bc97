import type { Message } from '../../lib/messages/message.ts';
import type { Client } from './client.ts';
import { assertSame } from './difference.ts';
import type { Person } from './people.ts';

/** Who reads the conversation with whom, and in which pages. */
export type Reading = {
  readonly reader: Person;
  readonly other: Person;
  readonly order: 'newest' | 'oldest';
  readonly pageSize: number;
};

/** What the demo looks at in a page. */
export type Page = {
  readonly messages: readonly Message[];
  readonly page: number;
  readonly pageSize: number;
  readonly order: string;
  readonly next: string | null;
  readonly previous: string | null;
};

/** The first page of a reading; or another, by its number, or by the time of a message. */
export const pageUrl = (
  { reader, other, order, pageSize }: Reading,
  place: { page?: number; at?: string | undefined } = {},
) => {
  const parameters = { userA: reader.username, userB: other.username, order, pageSize, ...place };
  const asText = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]);
  return `/messages?${new URLSearchParams(asText)}`;
};

/**
 * Reads a whole conversation as a client would: `next` to the last page, `previous` back to the first, then jumps: to
 * numbers, and to the times of messages.
 * Each page must hold exactly the messages that its number names. Gives how many pages it read.
 */
export async function readBack(
  client: Client,
  reading: Reading,
  sent: readonly Message[],
  onPage: () => void,
): Promise<number> {
  const { reader, order, pageSize } = reading;
  const ordered = order === 'oldest' ? sent : sent.toReversed();
  const last = Math.ceil(ordered.length / pageSize);
  let pagesRead = 0;

  let page = await read(pageUrl(reading), 1);
  for (let number = 2; number <= last; number++) page = await read(page.next, number);
  for (let number = last - 1; number >= 1; number--) page = await read(page.previous, number);

  for (const number of [1, Math.ceil(last / 2), last]) await read(pageUrl(reading, { page: number }), number);
  const beyond = await read(pageUrl(reading, { page: last + 2 }), last + 2);
  await read(beyond.previous, last);

  for (const part of [0, 1 / 3, 1]) {
    const index = Math.round(part * (ordered.length - 1));
    await read(pageUrl(reading, { at: ordered[index]?.sentAt }), Math.floor(index / pageSize) + 1);
  }
  return pagesRead;

  async function read(url: string | null, number: number): Promise<Page> {
    const { body: page } = await client<Page>(`GET ${url}`, { token: reader.token });
    const seen = {
      messages: page.messages,
      page: page.page,
      pageSize: page.pageSize,
      order: page.order,
      hasNext: page.next !== null,
      hasPrevious: page.previous !== null,
    };
    const expected = {
      messages: ordered.slice((number - 1) * pageSize, number * pageSize),
      page: number,
      pageSize,
      order,
      hasNext: number < last,
      hasPrevious: number > 1,
    };
    assertSame(seen, expected, `Page ${number} (of ${pageSize}, ${order} first)`);
    pagesRead++;
    onPage();
    return page;
  }
}
