import fc from 'fast-check';
import { type Fate, pass } from './fate.ts';
import { throttlingErrors } from './store-errors.ts';

/** The fates of all attempts that the SDK may make at one command, in their order. */
export type Fates = readonly Fate[];

const MOST_ATTEMPTS = 3;

const milliseconds = (min: number, max: number) => fc.noBias(fc.integer({ min, max }));

/** For how many milliseconds a held write is held, at least. Nobody waits for it any more by then. */
const SHORTEST_HOLD = 2000;

const kindsOf = (longestHold: number) => ({
  pass: fc.constant(pass),
  delay: milliseconds(1, 700).map((milliseconds): Fate => ({ kind: 'delay', milliseconds })),
  dropRequest: fc.constant<Fate>({ kind: 'drop-request' }),
  dropAnswer: fc.constant<Fate>({ kind: 'drop-answer' }),
  cutAnswer: fc.constant<Fate>({ kind: 'cut-answer' }),
  hang: fc.constant<Fate>({ kind: 'hang' }),
  hangAfter: fc.constant<Fate>({ kind: 'hang-after' }),
  landLate: milliseconds(200, 3500).map((milliseconds): Fate => ({ kind: 'land-late', milliseconds })),
  hold: milliseconds(SHORTEST_HOLD, longestHold).map((milliseconds): Fate => ({ kind: 'land-late', milliseconds })),
  fail: fc.record({
    kind: fc.constant('fail' as const),
    error: fc.constantFrom('internal' as const, 'unavailable' as const, 'badGateway' as const),
    executed: fc.boolean(),
    checksum: fc.boolean(),
  }),
  throttle: fc.record({
    kind: fc.constant('fail' as const),
    error: fc.constantFrom(...throttlingErrors),
    executed: fc.constant(false),
    checksum: fc.boolean(),
  }),
});

type Kinds = ReturnType<typeof kindsOf>;
type Weights = { readonly [kind in keyof Kinds]?: number };

/** How often each fate befalls an attempt, and how often one befalls all attempts at a command (`doomed`), in percent. */
type Profile = { readonly attempts: Weights; readonly doomed: number };

/** The mixes of faults that a run can be made under. */
export const profiles = {
  calm: { attempts: { pass: 1 }, doomed: 0 },
  mixed: {
    attempts: {
      pass: 180,
      delay: 4,
      dropRequest: 2,
      dropAnswer: 4,
      cutAnswer: 1,
      hang: 0.5,
      hangAfter: 1,
      landLate: 1,
      hold: 2,
      fail: 3,
      throttle: 3,
    },
    doomed: 1.5,
  },
  answers: { attempts: { pass: 80, dropAnswer: 12, cutAnswer: 4, hangAfter: 1, hold: 1, fail: 3 }, doomed: 3 },
  errors: { attempts: { pass: 70, fail: 20, throttle: 10 }, doomed: 5 },
  slow: { attempts: { pass: 70, delay: 20, hang: 3, hangAfter: 3, landLate: 4 }, doomed: 2 },
  held: { attempts: { pass: 90, hold: 10 }, doomed: 25 },
  /** Trouble for nothing but what is seldom written, such as contacts. */
  'rare-writes': { attempts: { pass: 60, dropRequest: 40 }, doomed: 30 },
  throttled: { attempts: { pass: 50, throttle: 50 }, doomed: 10 },
} as const satisfies Record<string, Profile>;

/** One of {@link profiles}. */
export type ProfileName = keyof typeof profiles;

/** Which commands the fates are for, and for how many milliseconds a write is held at most. Reads are not held. */
export type Extent = { readonly isWrite: boolean; readonly longestHold: number };

/** What may befall the attempts at one command under a profile. */
export function fatesUnder(profile: ProfileName, { isWrite, longestHold }: Extent): fc.Arbitrary<Fates> {
  const { attempts, doomed }: Profile = profiles[profile];
  const { hold = 0, ...others } = attempts;
  const weights = isWrite && hold > 0 ? attempts : others;
  const kinds = kindsOf(longestHold);
  const one = fateOf(weights, kinds);
  const { pass: _, ...troubles } = weights;
  const each = fc.array(one, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS });
  if (doomed === 0 || Object.keys(troubles).length === 0) return each;
  return fc.oneof(
    { weight: scaled(100 - doomed), arbitrary: each },
    { weight: scaled(doomed), arbitrary: fateOf(troubles, kinds).map((fate) => Array<Fate>(MOST_ATTEMPTS).fill(fate)) },
  );
}

/** Any fate, for plans that are to shrink: nothing happening is the simplest. */
export const anyFate = (longestHold: number): fc.Arbitrary<Fate> => fc.oneof(...Object.values(kindsOf(longestHold)));

const fateOf = (weights: Weights, kinds: Kinds): fc.Arbitrary<Fate> =>
  fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight: scaled(weight),
      arbitrary: kinds[kind as keyof Kinds] as fc.Arbitrary<Fate>,
    })),
  );

/** fast-check takes whole weights only. */
const scaled = (weight: number) => Math.round(weight * 10);
