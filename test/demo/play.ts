import { contentTypes } from '../../lib/messages/content.ts';
import { asChat } from './chat.ts';
import { clientOf } from './client.ts';
import { conversation } from './conversation.ts';
import { readInbox } from './inbox.ts';
import { newPerson, withNewPassword } from './people.ts';
import { type Page, pageUrl, readBack } from './read-back.ts';
import { sendAgain, sendAll } from './send.ts';
import { during, step } from './show.ts';

/** One message in so many is sent again. */
export const REPEATED_EVERY = 30;

/**
 * Plays a conversation of two users on a running server, reads it back in pages of those sizes, and compares every field.
 * Throws `CommandError` where anything is not as it should be.
 */
export async function play(url: string, pageSizes: readonly number[]): Promise<void> {
  const client = clientOf(url);
  const [stranger, algernon] = await Promise.all([newPerson(client, 'jack'), newPerson(client, 'algernon')]);
  console.log(`Duologue at ${url}\n`);
  step(`${stranger.username} and ${algernon.username} have signed up and logged in`);

  const jack = await withNewPassword(client, stranger);
  step('the first has changed his password, and logged in with the new one');

  const lines = conversation();
  const sent = await sendAll(client, { jack, algernon }, lines, (count) => during('sent', count, lines.length));
  const messages = sent.map(({ message }) => message);
  const counts = contentTypes.map(
    (type) => `${messages.filter(({ content }) => content.type === type).length} ${type}s`,
  );
  step(`${messages.length} messages sent: ${counts.join(', ')}`);

  const repeated = sent.filter((_, index) => index % REPEATED_EVERY === 0);
  await sendAgain(client, repeated);
  step(`${repeated.length} of them sent again, with their keys: replays of the first answers, and nothing new`);

  const unread = [
    await readInbox(client, { reader: jack, other: algernon, isReadByOther: false }, messages),
    await readInbox(client, { reader: algernon, other: jack, isReadByOther: true }, messages),
  ];
  step(`${unread.join(' + ')} messages unread in their inboxes, among the first 100; marked as read`);

  const asJack = { reader: jack, other: algernon, order: 'oldest' } as const;
  const asAlgernon = { reader: algernon, other: jack, order: 'newest' } as const;

  const { body: opening } = await client<Page>(`GET ${pageUrl({ ...asJack, pageSize: 30 })}`, { token: jack.token });
  console.log(`\n${asChat(opening.messages)}\n  …\n`);

  let pages = 0;
  for (const pageSize of pageSizes) {
    const readings = [asJack, asAlgernon].map((reading) => ({ ...reading, pageSize }));
    const onPage = () => during('pages read', ++pages);
    const counts = await Promise.all(readings.map((reading) => readBack(client, reading, messages, onPage)));
    step(`${counts.join(' + ')} pages of ${pageSize}, oldest + newest first: onward, back, by number and by time`);
  }
  console.log(`\nEvery field of all ${messages.length} messages came back as it was sent, in ${pages} pages.`);
  const [one, two] = [jack, algernon].map(({ username, password }) => `${username} (password: ${password})`);
  console.log(`The page of npm start shows it to ${one} and ${two}.`);
}
