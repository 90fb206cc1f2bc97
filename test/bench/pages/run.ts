import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conversationOf } from '../../../lib/messages/conversation.ts';
import type { Username } from '../../../lib/users/username.ts';
import type { Person } from '../../support/api.ts';
import { readBenchOptions } from '../options.ts';
import { writeResults } from '../results.ts';
import { drawChart } from './draw.ts';
import { bookmarksOf, type FirstVisit, firstVisit, warm } from './first-visits.ts';
import {
  bounds,
  type Jump,
  jumpsTo,
  landmarksOf,
  type MeasuredJump,
  measureJumps,
  overBound,
  parametersOf,
  randomPages,
} from './jumps.ts';
import { load } from './load.ts';
import { measureOnce, pageReader } from './measure.ts';
import { type MeasuredPlace, measurePlaces, overPlaceBound, placeBound, randomPlaces } from './places.ts';
import { rangeOf, rangesOf, report } from './report.ts';
import type { Comparison, Growth, Results } from './results.ts';
import { startRig } from './rig.ts';
import { readWithoutBookmarks } from './without-bookmarks.ts';

const options = readBenchOptions();
const { full, seed, messages = full ? 500_000 : 20_000 } = options;
/** How many pages are chosen at random, and how many messages the other conversations have. */
const [pagesAtRandom, messagesOfEachSize] = full ? [200, 5000] : [50, 1500];
const rig = await startRig();
const say = (line: string) => console.log(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${line}`);

try {
  const { results, missed } = await run();
  console.log(`\n${report(results)}\n`);
  await writeResults(options.results, 'pages', results);
  await mkdir(options.charts, { recursive: true });
  await writeFile(join(options.charts, 'pages.svg'), drawChart(results));

  for (const jump of missed) console.log(`over its bound: ${JSON.stringify(jump)}`);
  console.log(
    missed.length > 0 ? 'Bounds missed.' : `Every page is within ${JSON.stringify({ ...bounds, placeBound })}.`,
  );
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await rig.stop();
}

async function run(): Promise<{
  readonly results: Results;
  readonly missed: readonly (MeasuredJump | MeasuredPlace)[];
}> {
  const { people, reader, bytes, loadSeconds } = await aConversation('alice', 'bob', messages, 250);
  const conversation = keyOf(people);

  say('visiting the middle, where nobody has been');
  const middle = { page: Math.ceil(messages / 100), pageSize: 50, order: 'newest' };
  const first = await firstVisit(reader, middle);

  say('visiting all pages to measure until bookmarks are current');
  const landmarks = jumpsTo(landmarksOf(messages), messages);
  const random = jumpsTo(randomPages(pagesAtRandom, messages, seed), messages);
  const visits = await warm(reader, [...landmarks, ...random].map(parametersOf));

  say('measuring');
  const jumps = await measureJumps(reader, landmarks, 5);
  const measured = await measureJumps(reader, random, 1);
  const inOrder = (order: Jump['order']) => rangesOf(measured.filter((jump) => jump.order === order));
  const places = await measurePlaces(reader, randomPlaces(pagesAtRandom, seed));
  const { count, bytes: bookmarkBytes } = await bookmarksOf(rig.dynamodb, conversation);

  say('reading the same pages without bookmarks');
  const comparison: Comparison[] = [];
  for (const page of landmarksOf(messages).filter((page) => page * 50 < messages + 50)) {
    for (const way of ['walking', 'counting'] as const) {
      const read = () => readWithoutBookmarks(rig.bare, conversation, way, { page, pageSize: 50 });
      comparison.push({ way, page, ...(await measureOnce(rig.bare, read)) });
    }
  }

  const growth: Growth[] = [];
  for (const size of [150, 250, 1000, 4000]) growth.push(await growthAt(size));
  const longestTail = await longestTailJumps();

  const results = {
    messages,
    bytesPerMessage: bytes,
    seed,
    loadSeconds,
    firstVisit: first,
    warming: { visits: visits.length, ...sumOf(visits) },
    bookmarks: { count, bytes: bookmarkBytes, writeUnitsPerMessage: 2 / 100 },
    jumps,
    random: { newest: inOrder('newest'), oldest: inOrder('oldest') },
    places: rangeOf(places),
    comparison,
    growth,
    longestTail: rangesOf(longestTail),
  };
  return {
    results,
    missed: [...overBound([...jumps, ...measured, ...longestTail], bounds), ...overPlaceBound(places)],
  };
}

/** What jumps cost at worst: 99 messages that are too young for a bookmark behind 99 that follow the last one. */
async function longestTailJumps() {
  const count = messagesOfEachSize + 98;
  const { reader } = await aConversation('amy', 'ted', count, 250, 99);
  const jumps = jumpsTo([...landmarksOf(count), 3, 4, 5, 6, 7, ...randomPages(25, count, seed)], count);
  await warm(reader, jumps.map(parametersOf));
  return measureJumps(reader, jumps, 1);
}

/** What jumps cost in a smaller conversation of messages of that size. */
async function growthAt(size: number): Promise<Growth> {
  const count = messagesOfEachSize;
  const { reader, bytes } = await aConversation(`ann${size}`, `ben${size}`, count, size);
  const jumps = jumpsTo(randomPages(25, count, seed), count);
  await warm(reader, jumps.map(parametersOf));
  return { bytes, messages: count, ...rangesOf(await measureJumps(reader, jumps, 1)) };
}

/** Two people and the messages between them. */
async function aConversation(one: string, other: string, count: number, size: number, recent?: number) {
  const people = [await rig.aPerson(one), await rig.aPerson(other)] as const;
  say(`loading ${count} messages of ${size} B`);
  const start = performance.now();
  const tenth = Math.ceil(count / 10);
  let told = 0;
  const onProgress = (loaded: number) => {
    if (loaded < told + tenth) return;
    told = loaded;
    say(`  ${loaded} loaded`);
  };
  const shown = count >= 20_000 && { onProgress };
  const bytes = await load(rig.dynamodb, { people, count, bytes: size, recent, seed, ...shown });
  return { people, bytes, reader: pageReader(rig, people), loadSeconds: (performance.now() - start) / 1000 };
}

function keyOf([one, other]: readonly [Person, Person]) {
  return conversationOf(one.username as Username, other.username as Username);
}

function sumOf(visits: readonly FirstVisit[]) {
  const sum = { tries: 0, requests: 0, readUnits: 0, writeUnits: 0, milliseconds: 0 };
  for (const visit of visits) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += visit[name];
  return sum;
}
