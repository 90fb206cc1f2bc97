import { decodeTime } from 'ulid';
import type { Finding } from '../finding.ts';
import { conversationOf, type History, type Reading, type ShownMessage } from '../history.ts';

const told = ({ reader, conversation, order, startedAt, endedAt }: Reading) =>
  `${reader} reading ${conversation}, ${order} first, from ${Math.round(startedAt)} to ${Math.round(endedAt)} ms`;

/** Readings that show one message twice. */
export const shownTwice = ({ readings }: History): Finding[] =>
  readings.flatMap((reading) => {
    const counts = Map.groupBy(reading.messages, ({ id }) => id);
    return [...counts]
      .filter(([, shown]) => shown.length > 1)
      .map(([id]): Finding => ({ kind: 'doubled', detail: `${told(reading)} shows ${id} twice` }));
  });

/** Readings that are not in the order of the ids, which all others share, and messages that changed. */
export function disagreements({ readings }: History): Finding[] {
  const contents = new Map<string, string>();
  return readings.flatMap((reading): Finding[] => {
    const ids = reading.messages.map(({ id }) => id);
    const sorted = ids.toSorted();
    if (reading.order === 'newest') sorted.reverse();
    if (sorted.join() !== ids.join()) return [{ kind: 'readers disagree', detail: `${told(reading)}: the order` }];

    return reading.messages
      .filter((message) => {
        const content = JSON.stringify(message);
        const before = contents.get(message.id) ?? content;
        contents.set(message.id, before);
        return before !== content;
      })
      .map(({ id }) => ({ kind: 'readers disagree', detail: `${told(reading)}: the content of ${id}` }));
  });
}

/** Complete readings, made when all was over, that show something else than the engine holds. */
export function unlikeTheEngine({ readings, stored }: History): Finding[] {
  const byConversation = Map.groupBy(stored, (message) => conversationOf(message.sender, message.recipient));
  return readings
    .filter(({ final, complete }) => final && complete)
    .filter((reading) => {
      const shown = reading.messages.map(canonical).sort();
      const held = (byConversation.get(reading.conversation) ?? []).map(canonical).sort();
      return shown.join('\n') !== held.join('\n');
    })
    .map((reading) => ({ kind: 'readers disagree', detail: `${told(reading)}: the engine holds something else` }));
}

const canonical = ({ id, sender, recipient, sentAt, content }: ShownMessage) =>
  JSON.stringify([id, sender, recipient, sentAt, Object.entries(content as object).sort()]);

/** Readings that do not show what was acknowledged before they began, within the stretch that they read. */
export function missedMessages({ attempts, readings, landings, storeTimeAt }: History): Finding[] {
  const acknowledged = attempts.flatMap(({ acknowledged: answer, endedAt, send }) =>
    answer ? [{ id: answer.message.id, at: endedAt, conversation: conversationOf(send.sender, send.recipient) }] : [],
  );
  const byConversation = Map.groupBy(acknowledged, ({ conversation }) => conversation);

  return readings.flatMap((reading) => {
    const shown = new Set(reading.messages.map(({ id }) => id));
    const last = reading.messages.at(-1)?.id ?? '';
    const reached = (id: string) => reading.complete || (reading.order === 'newest' ? id >= last : id <= last);
    const missed = new Set(
      (byConversation.get(reading.conversation) ?? [])
        .filter(({ id, at }) => at < reading.startedAt && reached(id) && !shown.has(id))
        .map(({ id }) => id),
    );
    return [...missed].map(
      (id): Finding => ({ kind: 'not shown', detail: `${told(reading)} misses ${id}${landed(id)}` }),
    );
  });

  function landed(id: string): string {
    const landing = landings.find((landing) => landing.id === id);
    return landing
      ? `, put by ${landing.process} when it was ${Math.round(storeTimeAt(landing.at) - decodeTime(id))} ms old`
      : '';
  }
}
