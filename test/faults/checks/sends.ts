import { decodeTime } from 'ulid';
import type { Finding } from '../finding.ts';
import type { History, Send, SendAttempt, ShownMessage } from '../history.ts';

const LANDS_WITHIN = 30_000;

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

/** Messages that sort before one that their sender had seen before the first attempt at sending them. */
export function reordered(history: History): Finding[] {
  const byLabel = attemptsByLabel(history);
  return history.stored.flatMap((message): Finding[] => {
    const [first] = (byLabel.get(labelOf(message)) ?? []).toSorted((one, other) => one.startedAt - other.startedAt);
    const { seen, process } = first ?? {};
    if (seen === undefined || message.id > seen) return [];
    return [{ kind: 'reordered', detail: `${labelOf(message)} by ${process}: ${message.id} sorts before ${seen}` }];
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

/** Messages that landed when some process's clock said that they were more than 30 s old, and so settled. */
export function landedLate({ landings, clockError }: History): Finding[] {
  const first = [...Map.groupBy(landings, ({ id }) => id).values()].flatMap((landings) => landings.slice(0, 1));
  return first
    .map((landing) => ({ ...landing, age: landing.at + clockError - decodeTime(landing.id) }))
    .filter(({ age }) => age > LANDS_WITHIN)
    .map(({ id, process, age }) => ({ kind: 'landed late', detail: `${id} by ${process}, ${Math.round(age)} ms old` }));
}
