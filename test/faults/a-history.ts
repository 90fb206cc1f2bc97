import { decodeTime, ulid } from 'ulid';
import { contentOf } from './checks/sends.ts';
import {
  conversationOf,
  type Exchange,
  type History,
  type InboxReading,
  type Landing,
  type Reading,
  type Send,
  type SendAttempt,
} from './history.ts';

/* What a history is made of, for the tests of its checks: each part with what a test does not say filled in. */

export const noon = Date.UTC(2026, 0, 1, 12);
export const idAt = (milliseconds: number) => ulid(noon + milliseconds);

export const aSend = (overrides: Partial<Send> = {}): Send => ({
  label: 'send 1',
  sender: 'ann',
  recipient: 'bob',
  ...overrides,
});

export const aMessage = (send: Send, id: string) => ({
  id,
  sender: send.sender,
  recipient: send.recipient,
  sentAt: new Date(decodeTime(id)).toISOString(),
  content: contentOf(send),
});

export const anExchange = (overrides: Partial<Exchange> = {}): Exchange => ({
  route: 'GET /messages',
  process: 'process 1',
  startedAt: 100,
  endedAt: 200,
  status: 200,
  ...overrides,
});

export const anAttempt = (send: Send, overrides: Partial<SendAttempt> = {}): SendAttempt => ({
  ...anExchange({ route: 'POST /messages', status: 201 }),
  send,
  ...overrides,
});

export const acknowledged = (send: Send, id: string, overrides: Partial<SendAttempt> = {}): SendAttempt =>
  anAttempt(send, { acknowledged: { message: aMessage(send, id), replayed: false }, ...overrides });

export const aReading = (messages: Reading['messages'], overrides: Partial<Reading> = {}): Reading => ({
  reader: 'bob',
  conversation: conversationOf('ann', 'bob'),
  order: 'oldest',
  startedAt: 1000,
  endedAt: 1100,
  messages,
  complete: true,
  final: true,
  ...overrides,
});

/** What ann's inbox, or a poll of it, tells: the newest message with bob. */
export const anInbox = (newest: Reading['messages'], overrides: Partial<InboxReading> = {}): InboxReading => ({
  reader: 'ann',
  startedAt: 1000,
  endedAt: 1100,
  pages: 1,
  told: newest.map((message) => ({ contact: 'bob', newest: message })),
  final: false,
  ...overrides,
});

export const aLanding = (at: number, onItsWay = 10): Landing => ({ id: idAt(0), process: 'process 1', at, onItsWay });

export const aHistory = (overrides: Partial<History> = {}): History => ({
  exchanges: [],
  attempts: [],
  readings: [],
  landings: [],
  signUps: [],
  stored: [],
  outages: [],
  stalls: [],
  crashes: [],
  inboxReadings: [],
  heldWrites: [],
  voids: 0,
  storeTimeAt: (steady) => noon + steady,
  ...overrides,
});
