import type { Subject } from './subject.ts';
import {
  beingDeletedAgainAway,
  changingTwice,
  changingWhileBeingDeleted,
  changingWhileBeingDeletedAway,
  leavingAwayWhileLoggingIn,
  leavingWhileLoggingIn,
  loggingInAwayWhileBeingDeleted,
  loggingInAwayWhileBeingDeletedAgain,
  loggingInAwayWhileBeingDeletedInBoth,
  loggingInAwayWhileThePasswordChanges,
  loggingInWhileBeingDeleted,
  loggingInWhileThePasswordChanges,
  loggingInWhileThePasswordChangesAway,
} from './subjects/accounts.ts';
import { landingLate, MINUTE } from './subjects/bookmarks.ts';
import { toOneselfAgain, triedAgain, writingAtOnce } from './subjects/inbox.ts';
import { asTimePasses, byWrongClocks, theEndOfADay } from './subjects/sending.ts';
import { signingUp } from './subjects/signing-up.ts';

/** A subject in one size. Where `isShort`, `npm test` explores it too. */
type Named = { readonly subject: Subject; readonly isShort?: true };

/** Everything that `npm run test:schedules` explores to its end. */
export const explorations = {
  'signing up, 2 tries': { subject: signingUp({ tries: 2, troubles: 3 }), isShort: true },
  'signing up, 3 tries': { subject: signingUp({ tries: 3, troubles: 3 }) },
  'sending, 2 tries, 1 trouble': { subject: byWrongClocks({ tries: 2, troubles: 1 }), isShort: true },
  'sending, 2 tries, 3 troubles': { subject: byWrongClocks({ tries: 2, troubles: 3 }) },
  'sending, 3 tries': { subject: byWrongClocks({ tries: 3, troubles: 0 }) },
  'sending, 2 tries, as time passes': { subject: asTimePasses({ tries: 2, troubles: 2 }) },
  'sending, the end of a day': { subject: theEndOfADay({ tries: 2, troubles: 0 }), isShort: true },
  'sending, the end of a day, 2 troubles': { subject: theEndOfADay({ tries: 2, troubles: 2 }) },
  'in both inboxes, two who write': { subject: writingAtOnce({ pauses: [], troubles: 0 }), isShort: true },
  'in both inboxes, two who write, 2 troubles': { subject: writingAtOnce({ pauses: [16_000], troubles: 2 }) },
  'in both inboxes, to oneself, 2 tries': { subject: toOneselfAgain({ pauses: [16_000], troubles: 0 }), isShort: true },
  'in both inboxes, to oneself, 2 tries, 1 trouble': { subject: toOneselfAgain({ pauses: [16_000], troubles: 1 }) },
  'in both inboxes, 2 tries': { subject: triedAgain({ pauses: [16_000], troubles: 0 }) },
  'bookmarks, 4 minutes': {
    subject: landingLate({ readers: 1, isReadInTheEnd: false, clocks: [0], pauses: [4 * MINUTE], troubles: 1 }),
    isShort: true,
  },
  'bookmarks, 4 and 7 minutes': {
    subject: landingLate({
      readers: 1,
      isReadInTheEnd: true,
      clocks: [0],
      pauses: [4 * MINUTE, 7 * MINUTE],
      troubles: 0,
    }),
  },
  'a log-in while the password changes': { subject: loggingInWhileThePasswordChanges(1), isShort: true },
  'a log-in while the password changes, 3 troubles': { subject: loggingInWhileThePasswordChanges(3) },
  'a log-in while the user is deleted, twice': { subject: loggingInWhileBeingDeleted(1) },
  'a changed password while the user is deleted': { subject: changingWhileBeingDeleted(2), isShort: true },
  'a log-in while the password changes, twice': { subject: changingTwice(1) },
  'a log-in while all sessions end': { subject: leavingWhileLoggingIn(2) },
  'two regions, a log-in away while the password changes': {
    subject: loggingInAwayWhileThePasswordChanges(0),
    isShort: true,
  },
  'two regions, a log-in away while the password changes, 1 trouble': {
    subject: loggingInAwayWhileThePasswordChanges(1),
    isShort: true,
  },
  'two regions, a log-in while the password changes away': { subject: loggingInWhileThePasswordChangesAway(1) },
  'two regions, a log-in away while the user is deleted': { subject: loggingInAwayWhileBeingDeleted(0) },
  'two regions, a deletion again away': { subject: beingDeletedAgainAway(1), isShort: true },
  'two regions, a log-in away while the user is deleted, and again away, 1 trouble': {
    subject: loggingInAwayWhileBeingDeletedAgain(1),
  },
  'two regions, a log-in away while the user is deleted in both': { subject: loggingInAwayWhileBeingDeletedInBoth(0) },
  'two regions, a changed password while the user is deleted away': { subject: changingWhileBeingDeletedAway(1) },
  'two regions, a log-in away while all sessions end': { subject: leavingAwayWhileLoggingIn(1) },
} as const satisfies Record<string, Named>;

/** One of {@link explorations}. */
export type ExplorationName = keyof typeof explorations;

export const explorationNames = Object.keys(explorations) as ExplorationName[];

export const subjectOf = (name: ExplorationName): Subject => explorations[name].subject;

export const isShort = (name: ExplorationName): boolean => 'isShort' in explorations[name];
