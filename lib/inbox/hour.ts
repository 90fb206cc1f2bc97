import { isoTime } from '../clock.ts';
import { idAt, type Place, timeOf } from '../messages/message.ts';

/** An hour, in UTC, as the places in it begin: `2026-11-26T09`. Hours sort as times do. */
export type Hour = string & { readonly brand: 'Hour' };

const LENGTH = 'YYYY-MM-DDThh'.length;

/** The hour that a place lies in. */
export const hourOf = (place: Place): Hour => place.slice(0, LENGTH) as Hour;

/** The hour before the one that a place lies in. */
export const hourBefore = (place: Place): Hour =>
  isoTime(Math.max(timeOf(idAt(place)) - 60 * 60 * 1000, 0)).slice(0, LENGTH) as Hour;

/** Whether a text is an hour that a place can lie in. */
export const isHour = (text: string): text is Hour => {
  const time = Date.parse(`${text}:00:00.000Z`);
  // The day that the calendar lacks, or the hour 24, is read as another one.
  return !Number.isNaN(time) && isoTime(time).slice(0, LENGTH) === text;
};
