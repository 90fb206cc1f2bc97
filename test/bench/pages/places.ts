import { newMessageId } from '../../../lib/messages/message.ts';
import { diceOf } from '../../pages/dice.ts';
import { firstVisit } from './first-visits.ts';
import { SPREAD } from './load.ts';
import type { Measured, PageReader } from './measure.ts';

/** A page by a place, and what it cost. */
export type MeasuredPlace = Measured & { readonly parameters: Readonly<Record<string, string | number>> };

/** What a page by a place may cost. */
export const placeBound = { roundTrips: 5, readUnits: 20 };

/** Times and ids of the conversation's months, chosen at random, the same for the same seed; in either order. */
export function randomPlaces(count: number, seed: number): MeasuredPlace['parameters'][] {
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, index) => {
    const time = Math.floor(Date.now() - dice() * SPREAD);
    const place = index % 2 === 0 ? { at: new Date(time).toISOString() } : { around: newMessageId(time) };
    return { ...place, pageSize: 50, order: index % 4 < 2 ? 'newest' : 'oldest' };
  });
}

/** Reads the page of every place, once its bookmarks are current. */
export async function measurePlaces(
  reader: PageReader,
  places: readonly MeasuredPlace['parameters'][],
): Promise<MeasuredPlace[]> {
  const measured = [];
  for (const parameters of places) {
    while ((await firstVisit(reader, parameters)).writeUnits > 0);
    measured.push({ parameters, ...(await reader.measure(parameters, 1)) });
  }
  return measured;
}

/** The places whose pages cost more than they may. */
export const overPlaceBound = (places: readonly MeasuredPlace[]): MeasuredPlace[] =>
  places.filter(({ roundTrips, readUnits }) => roundTrips > placeBound.roundTrips || readUnits > placeBound.readUnits);
