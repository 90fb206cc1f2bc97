import { describe, expect, it } from '@jest/globals';
import { type FindingKind, findingsIn, type History } from './findings.ts';
import type { Items } from './items.ts';
import type { Send } from './talk.ts';

const conversation = 'ann#bob';

const aSend = (send: Partial<Send> & { id: string | undefined }): Send => ({
  region: 'home',
  conversation,
  text: `text of ${send.id}`,
  status: 201,
  again: undefined,
  startedAt: 0,
  endedAt: 1,
  ...send,
});

const sends = [aSend({ id: 'A' }), aSend({ id: 'B', region: 'away', startedAt: 5, endedAt: 6 })];

const aMessage = (id: string, text = `text of ${id}`) => ({ conversation, sentAt: `time#${id}`, content: { text } });

const itemsWith = (items: Partial<Items>): Items => ({
  Users: [],
  Sessions: [],
  Sends: [],
  Attempts: [],
  Messages: [aMessage('A'), aMessage('B')],
  Contacts: [],
  Receipts: [],
  Bookmarks: [{ conversation: `${conversation}#1`, ordinal: 2, place: 'time#B' }],
  ...items,
});

const held = itemsWith({});

/** Two sends that went well, and all that was seen of them. */
const good: History = {
  sends,
  arrivals: [{ region: 'away', id: 'A', at: 3 }],
  races: [{ username: 'carol', signUps: [409, 201], logIns: [201, 201] }],
  readings: [{ region: 'away', conversation, how: 'newest first, by links', ids: ['A', 'B'] }],
  followers: [{ region: 'home', conversation, shown: new Set(['A', 'B']) }],
  items: { home: held, away: held },
  sessions: [],
  crashes: [],
};

const kindsIn = (history: History) =>
  Object.entries(findingsIn(history)).flatMap(([kind, found]) => (found.length > 0 ? [kind] : []));

const withMessages = (...Messages: Items['Messages']) => ({ items: { home: itemsWith({ Messages }), away: held } });

describe('the findings', () => {
  it('are none where nothing is wrong', () => {
    expect(kindsIn(good)).toEqual([]);
  });

  it('are none for a name that nobody could take for trouble', () => {
    expect(kindsIn({ ...good, races: [{ username: 'carol', signUps: [503, 409], logIns: [] }] })).toEqual([]);
  });

  it.each<[FindingKind, Partial<History>]>([
    ['messages lost', withMessages(aMessage('A'))],
    ['messages lost', withMessages(aMessage('A'), aMessage('B', 'text of another'))],
    ['messages doubled', withMessages(aMessage('A'), aMessage('B'), aMessage('C', 'text of B'))],
    ['messages doubled', { sends: [aSend({ id: 'A', again: 'C' })] }],
    ['differences between the regions', { items: { home: held, away: itemsWith({ Sends: [{ sendKey: 'ann#1' }] }) } }],
    ['readings out of order', { readings: [{ region: 'away', conversation, how: 'by links', ids: ['B', 'A'] }] }],
    ['readings out of order', { readings: [{ region: 'away', conversation, how: 'by links', ids: ['A'] }] }],
    ['messages before one that had arrived', { arrivals: [{ region: 'away', id: 'C', at: 3 }], sends: withC() }],
    ['names not taken once', { races: [{ username: 'carol', signUps: [201, 201], logIns: [201, 201] }] }],
    ['names not taken once', { races: [{ username: 'carol', signUps: [409, 409], logIns: [] }] }],
    ['names not taken once', { races: [{ username: 'carol', signUps: [201, 409], logIns: [201, 401] }] }],
    ['wrong bookmarks', bookmarkOf('time#A')],
    [
      'messages that a follower was not shown',
      { followers: [{ region: 'home', conversation, shown: new Set(['A']) }] },
    ],
    ['sessions that the other region does not know, or does not forget', { sessions: ['ann: 401'] }],
    ['sends answered with neither 201 nor 503', { sends: [aSend({ id: undefined, status: 404 })] }],
    ['crashes', { crashes: ['it ended'] }],
  ])('are %s', (kind, wrong) => {
    expect(kindsIn({ ...good, ...wrong })).toContain(kind);
  });
});

/** A message that sorts after the one that was sent once it had arrived. */
function withC(): readonly Send[] {
  return [...sends, aSend({ id: 'C' })];
}

function bookmarkOf(place: string): Partial<History> {
  return {
    items: { home: itemsWith({ Bookmarks: [{ conversation: `${conversation}#1`, ordinal: 2, place }] }), away: held },
  };
}
