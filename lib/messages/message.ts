import { randomInt } from 'node:crypto';
import { decodeTime, encodeTime, ulid } from 'ulid';
import { isoTime } from '../clock.ts';
import type { Username } from '../users/username.ts';
import type { Content } from './content.ts';

/** A message's id: a ULID (https://github.com/ulid/spec), whose time is the message's `sentAt`. */
export type MessageId = string & { readonly brand: 'MessageId' };

/** How an id is spelled, as a regular expression: not every one of that form has a time that an id may have. */
export const ULID = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

const IS_ULID = new RegExp(`^${ULID}$`);

/** A message's place in its conversation: its time in ISO 8601, `#`, its id. Places sort as messages do. */
export type Place = string & { readonly brand: 'Place' };

/** A message, as callers see it. */
export type Message = {
  readonly id: MessageId;
  readonly sender: Username;
  readonly recipient: Username;
  /** ISO 8601 in UTC with milliseconds. */
  readonly sentAt: string;
  readonly content: Content;
};

/** The last millisecond that ISO 8601 writes with four digits of year: beyond it, places would sort wrongly. */
const LAST_TIME = Date.UTC(10_000, 0) - 1;

/** A new id for a message of that time, in milliseconds since the Unix epoch. */
export const newMessageId = (time: number): MessageId => ulid(time, digit) as MessageId;

/** A random digit to base 32, as a fraction. The library's own asks the system for each of the 16: 3 % of the CPU of a send. */
const digit = () => randomInt(32) / 32;

/** Whether a text can be a message's id: an upper-case ULID of a time before the year 10000. */
export const isMessageId = (text: string): text is MessageId => IS_ULID.test(text) && decodeTime(text) <= LAST_TIME;

/** When the message of that id was sent, in milliseconds since the Unix epoch. */
export const timeOf = (id: MessageId): number => decodeTime(id);

/** Where the message of that id lies in its conversation. */
export const placeOf = (id: MessageId): Place => `${isoTime(timeOf(id))}#${id}` as Place;

/** The id of the message at a place. */
export const idAt = (place: Place): MessageId => place.slice(place.indexOf('#') + 1) as MessageId;

/** The lowest id of a time, in milliseconds since the Unix epoch: what is older sorts before it. */
export const lowestIdOf = (time: number): MessageId => `${encodeTime(Math.max(time, 0))}${'0'.repeat(16)}` as MessageId;

/** The ids between which all others lie. */
export const lowestId = lowestIdOf(0);
export const highestId = `${encodeTime(LAST_TIME)}${'Z'.repeat(16)}` as MessageId;
