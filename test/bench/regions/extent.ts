import { diceOf } from '../../faults/random.ts';
import { regionNames } from './region.ts';
import type { Outage } from './replicator.ts';
import type { Simulation } from './simulate.ts';

/** A run of some seconds, on a busy machine more, with one process to a region, their clocks 10 s apart. */
export const short: Simulation = {
  seed: 1,
  sends: 50,
  seconds: 30,
  pairs: 1,
  history: 250,
  races: 3,
  clocks: { home: [{ offset: -5000 }], away: [{ offset: 5000 }] },
  delay: [200, 2000],
  outages: [{ from: 'away', start: 500, end: 2500 }],
};

/** A run of some two minutes, with two processes to a region and spells in which one region's writes do not arrive. */
export const long = (seed: number): Simulation => ({
  ...short,
  seed,
  sends: 2000,
  seconds: 90,
  pairs: 2,
  history: 500,
  races: 40,
  clocks: { home: [{ offset: -5000 }, { offset: 1000 }], away: [{ offset: -1000 }, { offset: 5000 }] },
  outages: outagesOf(seed, 90_000),
});

/** Spells of 2 to 8 s, 10 to 20 s apart. */
function outagesOf(seed: number, until: number): Outage[] {
  const dice = diceOf(seed, 'outages');
  const outages: Outage[] = [];
  for (let start = dice.between(3000, 8000); start < until; start += dice.between(10_000, 20_000))
    outages.push({ from: dice.pick(regionNames), start, end: start + dice.between(2000, 8000) });
  return outages;
}
