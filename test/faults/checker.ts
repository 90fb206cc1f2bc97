import { answersInTrouble, lateAnswers, refusals, unanswered } from './checks/answers.ts';
import { inboxesUnlikeTheEngine, missedConversations, untoldMessages } from './checks/inboxes.ts';
import { crashes, namesGivenTwice } from './checks/processes.ts';
import { disagreements, missedMessages, shownTwice, unlikeTheEngine } from './checks/readings.ts';
import {
  atWrongTimes,
  landedLate,
  lost,
  marks,
  nobodySentIt,
  reordered,
  sentTwice,
  storedThoughRefused,
} from './checks/sends.ts';
import type { Finding } from './finding.ts';
import type { History } from './history.ts';

const checks: readonly ((history: History) => Finding[])[] = [
  lost,
  sentTwice,
  reordered,
  storedThoughRefused,
  nobodySentIt,
  marks,
  landedLate,
  atWrongTimes,
  refusals,
  lateAnswers,
  unanswered,
  answersInTrouble,
  shownTwice,
  disagreements,
  unlikeTheEngine,
  missedMessages,
  missedConversations,
  untoldMessages,
  inboxesUnlikeTheEngine,
  namesGivenTwice,
  crashes,
];

/** Findings, but for those that tell how busy the machine is: for tests that run beside others. */
export const whateverTheMachine = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ kind }) => kind !== 'too slow');

/** Everything that is wrong with a history. */
export const findingsIn = (history: History): Finding[] => checks.flatMap((check) => check(history));
