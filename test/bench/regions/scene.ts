import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type Conversation, conversationOf } from '../../../lib/messages/conversation.ts';
import { newMessageId, placeOf } from '../../../lib/messages/message.ts';
import type { Username } from '../../../lib/users/username.ts';
import { aPassword, aPerson, type Person, request } from '../../support/api.ts';
import { engine, productTable } from '../../support/engine.ts';
import { type Region, type RegionName, regionNames } from './region.ts';

/** A user with a session in each region. */
export type Speaker = { readonly username: string; readonly sessions: Readonly<Record<RegionName, Person>> };

/** Two users who talk to each other from both regions at once. */
export type Pair = { readonly conversation: Conversation; readonly speakers: readonly [Speaker, Speaker] };

/** Signs up two users, one in each region, logs both in to both, and gives them a history that both regions hold. */
export async function aPair(regions: Readonly<Record<RegionName, Region>>, number: number, messages: number) {
  const names = [`speaker-${number}`, `partner-${number}`] as const;
  const speakers = [await aSpeaker(regions, names[0], 'home'), await aSpeaker(regions, names[1], 'away')] as const;
  const conversation = conversationOf(names[0] as Username, names[1] as Username);
  const items = Array.from({ length: messages }, (_, index) => ({
    conversation,
    sentAt: placeOf(newMessageId(Date.now() - HISTORY_ENDED - (messages - index) * 1000)),
    sender: names[index % 2],
    recipient: names[(index + 1) % 2],
    content: { type: 'text', text: `history ${number}.${index}` },
  }));
  for (const { engine: endpoint } of Object.values(regions)) await store(endpoint, items);
  return { conversation, speakers } satisfies Pair;
}

/** How old the newest message of a history is, in milliseconds: old enough for bookmarks, whatever a clock says. */
const HISTORY_ENDED = 15 * 60_000;

async function aSpeaker(regions: Readonly<Record<RegionName, Region>>, username: string, at: RegionName) {
  const elsewhere = at === 'home' ? 'away' : 'home';
  const here = await aPerson(username, regions[at].urls[0]);
  const there = { username, token: await logIn(username, regions[elsewhere].urls[0] ?? '') };
  return { username, sessions: { [at]: here, [elsewhere]: there } as Record<RegionName, Person> };
}

/** Logs in, again where the region cannot look a newcomer up at home in time, and gives the token. */
export async function logIn(username: string, baseUrl: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    const { status, body } = await request('POST /sessions', { body: { username, password: aPassword }, baseUrl });
    if (status === 201) return body.token;
    if (status !== 503 || tries === 5) throw new Error(`${username} cannot log in: ${status} ${body?.detail}`);
    await sleep(100);
  }
}

async function store(endpoint: string, items: readonly Record<string, unknown>[]): Promise<void> {
  const client = engine(endpoint);
  for (let start = 0; start < items.length; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [productTable('Messages')]: puts } }));
  }
  client.destroy();
}

/** Every pair's sessions, by region. */
export const sessionsIn = (pairs: readonly Pair[]) =>
  regionNames.flatMap((region) =>
    pairs.flatMap(({ conversation, speakers: [one, other] }) =>
      [
        [one, other],
        [other, one],
      ].map(([speaker, partner]) => ({
        region,
        conversation,
        person: (speaker as Speaker).sessions[region],
        partner: (partner as Speaker).username,
      })),
    ),
  );
