import { createHash } from 'node:crypto';
import { decodeTime, encodeTime } from 'ulid';

/** When the recorded run took place, so to speak: its first message is of the second after. */
const BEGINNING = Date.UTC(2026, 2, 12, 19, 3, 57);

const POLLED_BEFORE = 30_000;
const DAY = 86_400_000;

const RUN = '42e0fd19-831c';
const REQUEST_ID = 'JKJaXmPLvHcESHA=';

const iso = (time: number) => new Date(time).toISOString();

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The random half of a ULID, made up from a number. */
const madeUp = (number: number) =>
  Array.from(digest(`message ${number}`).subarray(0, 16), (byte) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[byte % 32]).join(
    '',
  );

/**
 * Puts made-up values in the place of those that differ from run to run, so that the same answers are recorded as the
 * same bytes: names, ids, times, tokens and request ids. A value that comes again gets the same one again.
 */
export function stabilizer(run: string): (text: string) => string {
  const ids = new Map<string, string>();
  const times = new Map<string, string>();
  const tokens = new Map<string, string>();

  return (text) =>
    text
      .replaceAll(run, RUN)
      .replaceAll(/(?<="token": ?"[^"]*\.)[\w-]{43}(?=")/g, tokenOf)
      .replaceAll(/(?<="instance": ?")[^"]+(?=")/g, REQUEST_ID)
      .replaceAll(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, idOf)
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, timeOf);

  /** A second between messages; a place to poll from is 30 s before the newest. */
  function idOf(id: string): string {
    const lowest = '0'.repeat(16);
    if (decodeTime(id) === 0) return id;
    if (id.endsWith(lowest)) return `${encodeTime(BEGINNING + ids.size * 1000 - POLLED_BEFORE)}${lowest}`;
    const known = ids.get(id);
    if (known) return known;
    const time = BEGINNING + (ids.size + 1) * 1000;
    const stable = `${encodeTime(time)}${madeUp(ids.size)}`;
    ids.set(id, stable);
    times.set(iso(decodeTime(id)), iso(time));
    return stable;
  }

  /** The time of a message, or that of the beginning, or of what ends in days to come. */
  function timeOf(time: string): string {
    const days = Math.max(0, Math.round((Date.parse(time) - Date.now()) / DAY));
    return times.get(time) ?? iso(BEGINNING + days * DAY);
  }

  function tokenOf(token: string): string {
    const stable = tokens.get(token) ?? digest(`token ${tokens.size}`).toString('base64url');
    tokens.set(token, stable);
    return stable;
  }
}
