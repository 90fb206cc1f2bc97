import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Bounds, boundsOf, corrected, storeClock } from '../../../lib/dynamodb/store-clock.ts';

const START = Date.UTC(2026, 2, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What happens on the way to the store and back, and the Date that it gives its answer. */
type Attempt = {
  readonly there: () => void;
  readonly back: () => void;
  readonly date: (time: number) => string | undefined;
};

/** A store, and a process beside it whose clock is off by so much, in a world where only the test lets time pass. */
function aWorld(off = 0) {
  let time = START;
  let monotonic = 0;
  const world = {
    off,
    corrections: [] as number[],
    pass(milliseconds: number, isFrozen = false) {
      time += milliseconds;
      if (!isFrozen) monotonic += milliseconds;
    },
    /** Makes an attempt at a request. */
    ask({ there = () => world.pass(10), back = there, date = dateAt }: Partial<Attempt> = {}) {
      const answered = clock.attempt();
      there();
      const text = date(time);
      back();
      answered(text);
    },
    /** By how much the process is wrong about the store's time. */
    error: () => clock.now() - time,
    time: () => time,
  };
  const clock = storeClock((milliseconds) => world.corrections.push(milliseconds), {
    wall: () => time + world.off,
    monotonic: () => monotonic,
  });
  return world;
}

const dateAt = (time: number): string | undefined => new Date(time).toUTCString();

const anyOff = fc.oneof(
  fc.integer({ min: -3000, max: 3000 }),
  fc.integer({ min: -DAY, max: DAY }),
  fc.integer({ min: -20 * 365 * DAY, max: 20 * 365 * DAY }),
);
const someTime = fc.integer({ min: 0, max: 1000 });
const attempts = fc.array(fc.record({ there: someTime, back: someTime, cached: fc.nat(100), pause: fc.nat(5000) }), {
  minLength: 3,
  maxLength: 40,
});

describe('one answer', () => {
  it('bounds how wrong a clock is, whatever the time in the second and on the way', () => {
    for (const off of [-DAY, -1001, -1, 0, 1, 999, DAY]) {
      for (let phase = 0; phase < 1000; phase += 37) {
        for (const [there, back] of [
          [0, 0],
          [1, 0],
          [0, 1],
          [400, 600],
          [1000, 0],
        ] as const) {
          const sentAt = START + phase + off;
          const answeredAt = sentAt + there + back;
          const date = Math.floor((START + phase + there) / 1000) * 1000;

          const { least, most } = boundsOf({ date, sentAt, answeredAt, elapsed: there + back });

          expect([least <= -off, -off <= most, most - least]).toEqual([true, true, 999 + there + back]);
        }
      }
    }
  });

  it.each([
    ['within its bounds', 0, { least: -500, most: 500 }, 0],
    ['less than 100 ms beyond them', 0, { least: 100, most: 1100 }, 0],
    ['slow by more', 0, { least: 101, most: 1100 }, 101],
    ['fast by more', 0, { least: -1100, most: -101 }, -101],
    ['corrected too far', 900, { least: -500, most: 500 }, 500],
    ['wrong by 2 s', 0, { least: 2000, most: 3000 }, 2000],
    ['wrong by more, which one answer does not prove', 0, { least: 2001, most: 3000 }, 0],
  ])('leaves or corrects, by the least, a clock that is %s', (_, offset, bounds, due) => {
    expect(corrected({ offset }, bounds).offset).toBe(due);
  });
});

describe('two answers in a row', () => {
  const far: Bounds = { least: HOUR, most: HOUR + 1000 };
  const after = (...all: Bounds[]) => all.reduce(corrected, { offset: 0 }).offset;

  it.each([
    ['agree', [far, { least: HOUR + 1000, most: HOUR + 2000 }], HOUR + 1000],
    ['all but agree', [far, { least: HOUR + 1100, most: HOUR + 2000 }], HOUR + 1100],
    ['do not agree', [far, { least: HOUR + 1101, most: HOUR + 2000 }], 0],
    ['agree with another between them', [far, { least: -1, most: 1 }, far], 0],
    ['contradict each other', [far, { least: -HOUR, most: 1000 - HOUR }], 0],
    ['agree after one that did not', [{ least: -HOUR, most: 1000 - HOUR }, far, far], HOUR],
  ])('that %s', (_, answers, due) => {
    expect(after(...answers)).toBe(due);
  });
});

describe('a wrong clock', () => {
  it('is within a second and the time on the way from the second answer on', () => {
    fc.assert(
      fc.property(anyOff, attempts, (off, all) => {
        const world = aWorld(off);
        all.forEach(({ there, back, pause }, index) => {
          world.pass(pause);
          world.ask({ there: () => world.pass(there), back: () => world.pass(back) });
          if (index > 0) expect(Math.abs(world.error())).toBeLessThanOrEqual(1100 + there + back);
        });
      }),
    );
  });

  it('comes within the tenth of a second that servers may be late when there are many answers', () => {
    for (const off of [-3 * HOUR, -7000, -500, 500, 400 * DAY]) {
      const world = aWorld(off);
      for (let count = 0; count < 200; count++) world.ask({ there: () => world.pass(17) });

      expect(Math.abs(world.error())).toBeLessThan(150);
    }
  });

  it.each([
    [-3 * HOUR, 1],
    [400 * DAY, 1],
    [1500, 0],
  ])('of %d ms is told of %d times', (off, times) => {
    const world = aWorld(off);

    for (let count = 0; count < 1000; count++) world.ask();

    expect(world.corrections).toHaveLength(times);
    for (const correction of world.corrections) expect(Math.abs(correction + off)).toBeLessThan(1100);
  });

  it('is right again, and told of again, where it is set right after it was corrected', () => {
    const world = aWorld(-HOUR);
    for (const _ of [1, 2]) world.ask();
    world.off = 0;

    for (const _ of [1, 2]) world.ask();

    expect(Math.abs(world.error())).toBeLessThan(1100);
    expect(world.corrections).toHaveLength(2);
  });
});

describe('a right clock is never touched', () => {
  it('in a day of answers that take up to a second each way, with Dates that are cached', () => {
    fc.assert(
      fc.property(attempts, (all) => {
        const world = aWorld();
        for (const { there, back, cached, pause } of all) {
          world.pass(pause);
          world.ask({
            there: () => world.pass(there),
            back: () => world.pass(back),
            date: (time) => dateAt(time - cached),
          });
          expect(world.error()).toBe(0);
        }
      }),
    );
    const world = aWorld();
    for (let seconds = 0; seconds < 86_400; seconds++) {
      const jitter = (seconds * 7919) % 1000;
      world.ask({ there: () => world.pass(jitter), back: () => world.pass(1000 - jitter) });
      world.pass(seconds % 3);
      if (world.error() !== 0) throw new Error(`touched after ${seconds} s`);
    }
  });

  it.each([undefined, '', 'yesterday'])('by an answer with the Date %j', (text) => {
    const world = aWorld();

    for (const _ of [1, 2, 3]) world.ask({ date: () => text });

    expect(world.error()).toBe(0);
  });

  it('by one answer that is wrong by more than 2 s', () => {
    const world = aWorld();

    for (const date of [dateAt, (time: number) => dateAt(time - HOUR), dateAt]) world.ask({ date });

    expect(world.error()).toBe(0);
  });

  it.each([
    ['frozen on the way there', true, false],
    ['frozen on the way back', false, true],
    ['frozen both times', true, true],
  ])('by the answer to a process that was %s', (_, isFrozenThere, isFrozenBack) => {
    const world = aWorld();

    for (const _ of [1, 2])
      world.ask({ there: () => world.pass(HOUR, isFrozenThere), back: () => world.pass(HOUR, isFrozenBack) });

    expect(world.error()).toBe(0);
  });

  it.each([
    ['an hour slow', -HOUR],
    ['an hour fast', HOUR],
    ['a second and a half slow', -1500],
    ['a second and a half fast', 1500],
  ])('by the answer to a request during which it was set, having been %s', (_, off) => {
    for (const whenSet of ['there', 'back']) {
      const world = aWorld(off);
      const way = (name: string) => () => {
        world.pass(10);
        if (name === whenSet) world.off = 0;
      };

      world.ask({ there: way('there'), back: way('back') });
      world.ask();

      expect(world.error()).toBe(0);
    }
  });
});
