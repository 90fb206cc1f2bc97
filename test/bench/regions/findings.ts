import { type Items, idsByConversation, replicatedTables } from './items.ts';
import type { Race } from './newcomers.ts';
import type { Reading } from './readings.ts';
import { type RegionName, regionNames } from './region.ts';
import type { Arrival } from './replicator.ts';
import type { Send } from './talk.ts';

/** What happened, and what the regions hold in the end. */
export type History = {
  readonly sends: readonly Send[];
  readonly arrivals: readonly Arrival[];
  readonly races: readonly Race[];
  readonly readings: readonly Reading[];
  readonly followers: readonly { region: RegionName; conversation: string; shown: ReadonlySet<string> }[];
  readonly items: Readonly<Record<RegionName, Items>>;
  /** Sessions that did not hold, or not end, in the other region. */
  readonly sessions: readonly string[];
  /** Processes that ended by themselves. */
  readonly crashes: readonly string[];
};

const isNeither =
  (...expected: readonly number[]) =>
  (status: number) =>
    !expected.includes(status);

/** Everything that can be wrong, each as a question to a history whose answer is what was found. */
const questions = {
  'messages lost': ({ sends, items }) =>
    regionNames.flatMap((region) => {
      const texts = textsById(items[region]);
      return sends
        .filter(({ id, text }) => id && texts.get(id) !== text)
        .map(({ id, text }) => `${text}, acknowledged as ${id}, is not in ${region}`);
    }),
  'messages doubled': ({ sends, items }) => [
    ...regionNames.flatMap((region) => {
      const texts = Map.groupBy(textsById(items[region]), ([, text]) => text);
      return [...texts]
        .filter(([, messages]) => messages.length > 1)
        .map(([text, messages]) => `${text} is in ${region} as ${messages.map(([id]) => id).join(' and ')}`);
    }),
    ...sends
      .filter(({ id, again }) => id && again && id !== again)
      .map(({ text, id, again }) => `${text} made ${id}, and ${again} with the same key`),
  ],
  'differences between the regions': ({ items: { home, away } }) =>
    replicatedTables.flatMap((table) => {
      const inHome = new Set(home[table].map(canonical));
      const inAway = new Set(away[table].map(canonical));
      return [
        ...[...inHome].filter((item) => !inAway.has(item)).map((item) => `${table}, home only: ${item}`),
        ...[...inAway].filter((item) => !inHome.has(item)).map((item) => `${table}, away only: ${item}`),
      ];
    }),
  'readings out of order': ({ readings, items }) => {
    const truth = idsByConversation(items.home);
    return readings
      .filter(({ conversation, ids }) => ids.join() !== truth.get(conversation)?.join())
      .map(({ region, conversation, how, ids }) => `${conversation} in ${region}, ${how}: ${ids.length} messages`);
  },
  'messages before one that had arrived': ({ sends, arrivals }) => {
    const conversations = new Map(sends.map(({ id, conversation }) => [id, conversation]));
    const known = [
      ...sends.flatMap(({ id, region, endedAt }) => (id ? [{ region, id, at: endedAt }] : [])),
      ...arrivals,
    ];
    const byPlace = Map.groupBy(known, ({ region, id }) => `${region} ${conversations.get(id)}`);
    return sends.flatMap(({ region, conversation, id, text, startedAt }) => {
      const before = (byPlace.get(`${region} ${conversation}`) ?? []).filter((other) => other.at < startedAt);
      const later = before.find((other) => id && other.id > id);
      return later ? [`${text} in ${region} as ${id}, which sorts before ${later.id}`] : [];
    });
  },
  'names not taken once': ({ races }) =>
    races
      .filter(({ signUps, logIns }) => {
        const won = signUps.filter((status) => status === 201).length;
        const answered = ![...signUps, ...logIns].includes(503);
        return won > 1 || (answered && (won < 1 || signUps.some(isNeither(201, 409)) || logIns.some(isNeither(201))));
      })
      .map(({ username, signUps, logIns }) => `${username}: ${signUps} and then ${logIns}`),
  'wrong bookmarks': ({ items }) =>
    regionNames.flatMap((region) => {
      const truth = idsByConversation(items[region]);
      return items[region].Bookmarks.filter(({ conversation, ordinal, place, counted }) => {
        // Behind the name of the conversation stands the generation.
        const ids = truth.get(String(conversation).replace(/#[^#]*$/, '')) ?? [];
        if (counted !== undefined) return Number(counted) > ids.length;
        const id = ids[Number(ordinal) - 1];
        return !id || !String(place).endsWith(id);
      }).map((bookmark) => `${region}: ${JSON.stringify(bookmark)}`);
    }),
  'messages that a follower was not shown': ({ followers, sends }) =>
    followers.flatMap(({ region, conversation, shown }) =>
      sends
        .filter((send) => send.conversation === conversation && send.id && !shown.has(send.id))
        .map(({ id }) => `${id} of ${conversation} in ${region}`),
    ),
  'sessions that the other region does not know, or does not forget': ({ sessions }) => sessions,
  'sends answered with neither 201 nor 503': ({ sends }) =>
    sends.filter(({ status }) => isNeither(201, 503)(status)).map(({ text, status }) => `${text}: ${status}`),
  crashes: ({ crashes }) => crashes,
} as const satisfies Record<string, (history: History) => readonly string[]>;

/** One thing that can be wrong. */
export type FindingKind = keyof typeof questions;

/** What is wrong, by kind. */
export type Findings = Readonly<Record<FindingKind, readonly string[]>>;

/** All that is wrong in a history. */
export const findingsIn = (history: History): Findings =>
  Object.fromEntries(Object.entries(questions).map(([kind, ask]) => [kind, ask(history)])) as Findings;

const textsById = ({ Messages }: Items) =>
  new Map(
    Messages.map(({ sentAt, content }) => [
      String(sentAt).replace(/^.*#/, ''),
      String((content as { text?: unknown }).text),
    ]),
  );

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
