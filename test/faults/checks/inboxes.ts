import type { Finding } from '../finding.ts';
import type { History, InboxReading, SendAttempt } from '../history.ts';

/** How long the store may take to carry out what it was sent, in milliseconds, for a poll to miss nothing. */
const CARRIED_OUT_WITHIN = 6000;

const told = ({ reader, since, startedAt, endedAt }: InboxReading) =>
  `${since ? `a poll after ${since}` : 'the inbox'} of ${reader}, from ${Math.round(startedAt)} to ${Math.round(endedAt)} ms,`;

/** A message that was acknowledged, as one of the two sees it. `at` is the time of its answer. */
type Acknowledged = { readonly id: string; readonly contact: string; readonly at: number };

/** The acknowledged messages of each user, each once, as first acknowledged. */
function acknowledgedByUser({ attempts }: History): ReadonlyMap<string, readonly Acknowledged[]> {
  const first = new Map<string, SendAttempt>();
  for (const attempt of attempts.toSorted((one, other) => one.endedAt - other.endedAt)) {
    const { id } = attempt.acknowledged?.message ?? {};
    if (id && !first.has(id)) first.set(id, attempt);
  }
  const all = [...first].flatMap(
    ([
      id,
      {
        send: { sender, recipient },
        endedAt: at,
      },
    ]) =>
      [...new Set([sender, recipient])].map((user) => ({
        user,
        acknowledged: { id, contact: user === sender ? recipient : sender, at },
      })),
  );
  return new Map(
    [...Map.groupBy(all, ({ user }) => user)].map(([user, list]) => [
      user,
      list.map(({ acknowledged }) => acknowledged),
    ]),
  );
}

const newestTo = ({ told }: InboxReading, contact: string): string =>
  told.find((conversation) => conversation.contact === contact)?.newest.id ?? '';

/** Inboxes and polls, on one page, that do not tell a conversation of a message that was acknowledged before they began. */
export function missedConversations(history: History): Finding[] {
  const byUser = acknowledgedByUser(history);
  return history.inboxReadings
    .filter(({ pages }) => pages === 1)
    .flatMap((reading) =>
      (byUser.get(reading.reader) ?? [])
        .filter(({ id, at }) => at < reading.startedAt && id > (reading.since ?? ''))
        .filter(({ id, contact }) => newestTo(reading, contact) < id)
        .map(({ id }): Finding => ({ kind: 'not in the inbox', detail: `${told(reading)} does not tell of ${id}` })),
    );
}

/**
 * Acknowledged messages of those who follow all their conversations that no reading told of: none that asked for what is as old
 * as they are, and began when they were there. Those that the store held for longer than the promise allows are left out.
 */
export function untoldMessages(history: History): Finding[] {
  const byUser = acknowledgedByUser(history);
  const landed = new Map(history.landings.toReversed().map((landing) => [landing.id, landing]));
  const byReader = Map.groupBy(
    history.inboxReadings.filter(({ final }) => !final),
    ({ reader }) => reader,
  );
  return [...byReader].flatMap(([reader, readings]) =>
    (byUser.get(reader) ?? []).flatMap(({ id, contact, at }): Finding[] => {
      const landing = landed.get(id);
      if (landing && landing.onItsWay > CARRIED_OUT_WITHIN) return [];
      const isThere = landing?.at ?? at;
      const isTold = readings.some(
        (reading) => reading.startedAt > isThere && (reading.since ?? '') < id && newestTo(reading, contact) >= id,
      );
      return isTold ? [] : [{ kind: 'not in the inbox', detail: `no poll of ${reader} tells of ${id} by ${contact}` }];
    }),
  );
}

/** Inboxes, read when all was over, that show other conversations, or other newest messages, than the engine holds. */
export function inboxesUnlikeTheEngine({ inboxReadings, stored }: History): Finding[] {
  return inboxReadings
    .filter(({ final }) => final)
    .flatMap((reading): Finding[] => {
      const newest = new Map<string, string>();
      for (const { id, sender, recipient } of stored) {
        if (reading.reader !== sender && reading.reader !== recipient) continue;
        const contact = reading.reader === sender ? recipient : sender;
        if (id > (newest.get(contact) ?? '')) newest.set(contact, id);
      }
      const held = [...newest].map(([contact, id]) => `${contact}: ${id}`).sort();
      const shown = reading.told.map(({ contact, newest: { id } }) => `${contact}: ${id}`).sort();
      const wrong = [...new Set([...held, ...shown])].filter((each) => held.includes(each) !== shown.includes(each));
      return wrong.length === 0
        ? []
        : [{ kind: 'not in the inbox', detail: `${told(reading)} is not what the engine holds: ${wrong.join(', ')}` }];
    });
}
