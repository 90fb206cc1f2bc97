import { assumptions, facts } from './assumptions.ts';
import { differenceOf, dollarsOf, totalOf } from './bill.ts';
import { MONTH, usualLoad } from './load.ts';
import * as units from './units.ts';
import { workOf } from './work.ts';

/** What it costs that one client follows ten conversations for a whole month, day and night. */
export type Following = {
  readonly by: string;
  readonly requests: number;
  /** Of one poll. */
  readonly roundTrips: number;
  readonly readUnits: number;
  readonly dollars: number;
};

const CONVERSATIONS = 10;

/** Seconds between two polls. */
const EVERY = 3;

/** Following by polls of each conversation, and by polls of the inbox, on top of the usual, in us-east-1. */
export const followingOf = (): Following[] => [
  following('10 conversations polled', CONVERSATIONS, units.poll),
  following('the inbox polled, all 10 active in the last two hours', 1, units.inboxPoll(CONVERSATIONS, CONVERSATIONS)),
  following('the inbox polled, none active', 1, units.inboxPoll(CONVERSATIONS, 0)),
];

function following(by: string, polledAtOnce: number, { roundTrips, readUnits }: units.Units): Following {
  const requests = (polledAtOnce * MONTH) / EVERY;
  const usual = workOf(usualLoad);
  const more = {
    ...usual,
    requests: usual.requests + requests,
    meteredRequests: usual.meteredRequests + requests,
    gbSeconds: usual.gbSeconds + requests * assumptions.functionSeconds * facts.functionGb,
    readUnits: usual.readUnits + requests * readUnits,
    answeredBytes: usual.answeredBytes + requests * (assumptions.headerBytes + assumptions.emptyBytes),
  };
  const bill = differenceOf(dollarsOf(more, usualLoad.regions), dollarsOf(usual, usualLoad.regions));
  return { by, requests, roundTrips, readUnits, dollars: Math.round(100 * totalOf(bill)) / 100 };
}
