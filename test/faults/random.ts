import { createHash } from 'node:crypto';

/** A whole number of 32 bits that follows from a seed and a name: the same for the same, whatever else was drawn. */
export const drawn = (seed: number, ...name: readonly (string | number)[]): number =>
  createHash('sha256')
    .update([seed, ...name].join('/'))
    .digest()
    .readInt32BE(0);

/** Draws numbers, one after the other. */
export type Dice = {
  /** A number from 0 up to, but not including, 1. */
  readonly roll: () => number;
  /** Whether something happens that happens that often. */
  readonly chance: (probability: number) => boolean;
  /** A whole number between two, both included. */
  readonly between: (lowest: number, highest: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
};

/** Dice of one's own: what others draw, and when, does not change what these show. */
export function diceOf(seed: number, ...name: readonly (string | number)[]): Dice {
  let count = 0;
  const roll = () => (drawn(seed, ...name, count++) + 2 ** 31) / 2 ** 32;
  const between = (lowest: number, highest: number) => lowest + Math.floor(roll() * (highest - lowest + 1));
  return {
    roll,
    chance: (probability) => roll() < probability,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
  };
}
