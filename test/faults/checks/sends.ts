import { decodeTime } from 'ulid';
import type { Finding } from '../finding.ts';
import type { History, Send, SendAttempt, ShownMessage } from '../history.ts';

const LANDS_WITHIN = 30_000;

/** By how many milliseconds `sentAt` may differ from the store's time. */
const TIME_IS_RIGHT_WITHIN = 3000;

/** What the message of a send says. */
export const contentOf = ({ label }: Send) => ({ type: 'text', text: label });

const labelOf = ({ content }: ShownMessage): string => String((content as { text?: unknown } | undefined)?.text);

const attemptsByLabel = ({ attempts }: History) => Map.groupBy(attempts, ({ send }) => send.label);

const storedByLabel = ({ stored }: History) => Map.groupBy(stored, labelOf);

const acknowledgedIds = (attempts: readonly SendAttempt[]): string[] => [
  ...new Set(attempts.flatMap(({ acknowledged }) => acknowledged?.message.id ?? [])),
];

const ids = (messages: readonly ShownMessage[]) => messages.map(({ id }) => id).join(', ');

/** Messages that were acknowledged and are not stored, or another in their place. */
export function lost(history: History): Finding[] {
  const stored = new Map(history.stored.map((message) => [message.id, labelOf(message)]));
  return [...attemptsByLabel(history)].flatMap(([label, attempts]) =>
    acknowledgedIds(attempts)
      .filter((id) => stored.get(id) !== label)
      .map((id): Finding => ({ kind: 'lost', detail: `${label}, acknowledged as ${id}` })),
  );
}

/** Sends that were stored more than once, or acknowledged as different messages. */
export function sentTwice(history: History): Finding[] {
  const byLabel = attemptsByLabel(history);
  const stored = [...storedByLabel(history)]
    .filter(([label, messages]) => byLabel.has(label) && messages.length > 1)
    .map(([label, messages]): Finding => ({ kind: 'doubled', detail: `${label}, stored as ${ids(messages)}` }));
  const acknowledged = [...byLabel]
    .map(([label, attempts]) => ({ label, ids: acknowledgedIds(attempts) }))
    .filter(({ ids }) => ids.length > 1)
    .map(({ label, ids }): Finding => ({ kind: 'doubled', detail: `${label}, acknowledged as ${ids.join(', ')}` }));
  return [...stored, ...acknowledged];
}

/**
 * Messages that sort before one that their sender had seen before the first attempt at sending them; or before the attempt that
 * was answered with them as new, for that one chose their place.
 */
export function reordered(history: History): Finding[] {
  const byLabel = attemptsByLabel(history);
  return history.stored.flatMap((message): Finding[] => {
    const attempts = (byLabel.get(labelOf(message)) ?? []).toSorted((one, other) => one.startedAt - other.startedAt);
    const { seen, process } = attempts.find((attempt) => isNew(attempt, message)) ?? attempts[0] ?? {};
    if (seen === undefined || message.id > seen) return [];
    return [{ kind: 'reordered', detail: `${labelOf(message)} by ${process}: ${message.id} sorts before ${seen}` }];
  });
}

const isNew = ({ acknowledged }: SendAttempt, { id }: ShownMessage) =>
  acknowledged?.message.id === id && !acknowledged.replayed;

/** Messages whose time is not the store's during any attempt at them; or during the one that was answered with them as new. */
export function atWrongTimes(history: History): Finding[] {
  const { stored, storeTimeAt } = history;
  const byLabel = attemptsByLabel(history);
  return stored.flatMap((message): Finding[] => {
    const attempts = byLabel.get(labelOf(message)) ?? [];
    const chosenBy = attempts.filter((attempt) => isNew(attempt, message));
    const time = decodeTime(message.id);
    const errors = (chosenBy.length > 0 ? chosenBy : attempts).map(({ startedAt, endedAt }) =>
      Math.max(storeTimeAt(startedAt) - time, time - storeTimeAt(endedAt)),
    );
    const error = Math.min(...errors);
    const isRight = attempts.length === 0 || (error <= TIME_IS_RIGHT_WITHIN && Date.parse(message.sentAt) === time);
    return isRight
      ? []
      : [{ kind: 'wrong time', detail: `${labelOf(message)}, ${message.sentAt}, is off by ${Math.round(error)} ms` }];
  });
}

/** Messages that are stored though no attempt at them could end so. */
export function storedThoughRefused(history: History): Finding[] {
  const stored = storedByLabel(history);
  const isRefused = ({ status = 0 }: SendAttempt) => status >= 400 && status < 500;
  return [...attemptsByLabel(history)]
    .filter(([label, attempts]) => attempts.every(isRefused) && stored.has(label))
    .map(([label]) => ({ kind: 'refused but stored', detail: label }));
}

/** Messages, stored or acknowledged, that are not what somebody sent. */
export function nobodySentIt(history: History): Finding[] {
  const byLabel = attemptsByLabel(history);
  const unlike = (message: ShownMessage, send: Send | undefined) =>
    send === undefined ||
    message.sender !== send.sender ||
    message.recipient !== send.recipient ||
    JSON.stringify(Object.entries(message.content as object).sort()) !==
      JSON.stringify(Object.entries(contentOf(send)).sort());
  const acknowledged = history.attempts.flatMap(({ acknowledged, send }) =>
    acknowledged && unlike(acknowledged.message, send) ? [acknowledged.message] : [],
  );
  const stored = history.stored.filter((message) => unlike(message, byLabel.get(labelOf(message))?.[0]?.send));
  return [...acknowledged, ...stored].map((message) => ({ kind: 'nobody sent it', detail: JSON.stringify(message) }));
}

/** Answers that call themselves a replay of nothing, and replays that do not say so. */
export const marks = (history: History): Finding[] =>
  [...attemptsByLabel(history)].flatMap(([label, attempts]) =>
    attempts.flatMap((attempt): Finding[] => {
      if (!attempt.acknowledged) return [];
      const others = attempts.filter((other) => other !== attempt);
      if (attempt.acknowledged.replayed) {
        const alone = others.every((other) => other.startedAt > attempt.endedAt);
        return alone ? [{ kind: 'wrongly marked', detail: `${label} is a replay of nothing` }] : [];
      }
      const answeredBefore = others.some((other) => other.acknowledged && other.endedAt < attempt.startedAt);
      return answeredBefore ? [{ kind: 'wrongly marked', detail: `${label} is a replay and does not say so` }] : [];
    }),
  );

/** Messages that the store was first asked for when a process may have taken them to be more than 30 s old, and so settled. */
export function landedLate({ landings, storeTimeAt }: History): Finding[] {
  const first = [...Map.groupBy(landings, ({ id }) => id).values()].flatMap((landings) => landings.slice(0, 1));
  return first
    .map((landing) => ({ ...landing, age: storeTimeAt(landing.at - landing.onItsWay) - decodeTime(landing.id) }))
    .filter(({ age }) => age + TIME_IS_RIGHT_WITHIN > LANDS_WITHIN)
    .map(({ id, process, age }) => ({ kind: 'landed late', detail: `${id} by ${process}, ${Math.round(age)} ms old` }));
}
