import fc from 'fast-check';
import { type Fate, pass } from './fate.ts';
import { throttlingErrors } from './store-errors.ts';

/** The fates of all attempts that the SDK may make at one command, in their order. */
export type Fates = readonly Fate[];

const MOST_ATTEMPTS = 3;

const milliseconds = (min: number, max: number) => fc.noBias(fc.integer({ min, max }));

const kinds = {
  pass: fc.constant(pass),
  delay: milliseconds(1, 700).map((milliseconds): Fate => ({ kind: 'delay', milliseconds })),
  dropRequest: fc.constant<Fate>({ kind: 'drop-request' }),
  dropAnswer: fc.constant<Fate>({ kind: 'drop-answer' }),
  cutAnswer: fc.constant<Fate>({ kind: 'cut-answer' }),
  hang: fc.constant<Fate>({ kind: 'hang' }),
  hangAfter: fc.constant<Fate>({ kind: 'hang-after' }),
  landLate: milliseconds(200, 3500).map((milliseconds): Fate => ({ kind: 'land-late', milliseconds })),
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
} satisfies Record<string, fc.Arbitrary<Fate>>;

type Weights = { readonly [kind in keyof typeof kinds]?: number };

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
      fail: 3,
      throttle: 3,
    },
    doomed: 1.5,
  },
  answers: { attempts: { pass: 80, dropAnswer: 12, cutAnswer: 4, hangAfter: 1, fail: 3 }, doomed: 3 },
  errors: { attempts: { pass: 70, fail: 20, throttle: 10 }, doomed: 5 },
  slow: { attempts: { pass: 70, delay: 20, hang: 3, hangAfter: 3, landLate: 4 }, doomed: 2 },
  throttled: { attempts: { pass: 50, throttle: 50 }, doomed: 10 },
} as const satisfies Record<string, Profile>;

/** One of {@link profiles}. */
export type ProfileName = keyof typeof profiles;

/** What may befall the attempts at one command under a profile. */
export function fatesUnder(profile: ProfileName): fc.Arbitrary<Fates> {
  const { attempts, doomed }: Profile = profiles[profile];
  const one = fateOf(attempts);
  const { pass: _, ...troubles } = attempts;
  const each = fc.array(one, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS });
  if (doomed === 0) return each;
  return fc.oneof(
    { weight: scaled(100 - doomed), arbitrary: each },
    { weight: scaled(doomed), arbitrary: fateOf(troubles).map((fate) => Array<Fate>(MOST_ATTEMPTS).fill(fate)) },
  );
}

/** Any fate, for plans that are to shrink: nothing happening is the simplest. */
export const anyFate: fc.Arbitrary<Fate> = fc.oneof(...Object.values(kinds));

const fateOf = (weights: Weights): fc.Arbitrary<Fate> =>
  fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight: scaled(weight),
      arbitrary: kinds[kind as keyof typeof kinds] as fc.Arbitrary<Fate>,
    })),
  );

/** fast-check takes whole weights only. */
const scaled = (weight: number) => Math.round(weight * 10);
