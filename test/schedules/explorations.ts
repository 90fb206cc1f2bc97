import type { Subject } from './subject.ts';
import { sendingAgain, theEndOfADay } from './subjects/sending.ts';
import { signingUp } from './subjects/signing-up.ts';

/** A subject in one size. Where `isShort`, `npm test` explores it too. */
type Named = { readonly subject: Subject; readonly isShort?: true };

/** Everything that `npm run test:schedules` explores to its end. */
export const explorations = {
  'signing up, 2 tries': { subject: signingUp({ tries: 2, troubles: 3 }), isShort: true },
  'signing up, 3 tries': { subject: signingUp({ tries: 3, troubles: 3 }) },
  'sending with a key, 2 tries': { subject: sendingAgain({ tries: 2, troubles: 2 }) },
  'sending with a key, at the end of its day': { subject: theEndOfADay },
} as const satisfies Record<string, Named>;

/** One of {@link explorations}. */
export type ExplorationName = keyof typeof explorations;

export const explorationNames = Object.keys(explorations) as ExplorationName[];

export const subjectOf = (name: ExplorationName): Subject => explorations[name].subject;

export const isShort = (name: ExplorationName): boolean => 'isShort' in explorations[name];
