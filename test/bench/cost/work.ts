import { assumptions, facts } from './assumptions.ts';
import { type Load, requestsOf } from './load.ts';
import * as units from './units.ts';

/** What a month asks of AWS: what a bill counts, over all regions together. */
export type Work = {
  readonly requests: number;
  /** Requests as HTTP APIs meter them: one for each 512 KB begun. */
  readonly meteredRequests: number;
  readonly gbSeconds: number;
  readonly readUnits: number;
  /** Writes to tables that all regions share: each region writes them. */
  readonly replicatedWriteUnits: number;
  /** Writes to tables that each region has for itself. */
  readonly regionalWriteUnits: number;
  /** Items of shared tables that expire: one region deletes them for nothing, each other one pays for a write. */
  readonly expiringItems: number;
  /** Messages kept, once as many months are there as are kept, in bytes, as each region stores them. */
  readonly storedBytes: number;
  readonly answeredBytes: number;
  /** What each region sends to each other one. */
  readonly replicatedBytes: number;
};

/** What a load asks for. */
export function workOf(load: Load): Work {
  const { regions, bytesPerMessage, withKey, monthsKept } = load;
  const { sends, pages, logIns } = requestsOf(load);
  const away = (regions.length - 1) / regions.length;
  const overhead = facts.itemOverhead + (regions.length > 1 ? facts.replicatedItemOverhead : 0);
  const notes = sends * withKey;
  const pageBytes = answeredBytesOf(load);
  const send = units.send(bytesPerMessage);
  const requests = sends + pages + logIns;

  return {
    requests,
    meteredRequests: sends + pages * Math.ceil(pageBytes / facts.meteredBytes) + logIns,
    gbSeconds:
      (sends + pages) * secondsOf(assumptions.functionSeconds) * facts.functionGb +
      logIns * secondsOf(assumptions.hashingSeconds) * facts.hashingGb,
    readUnits:
      sends * send.readUnits +
      notes * units.key.readUnits +
      pages * units.page(bytesPerMessage).readUnits +
      logIns * (units.logIn.readUnits + away * units.logInAway.readUnits),
    replicatedWriteUnits:
      sends * (send.writeUnits + load.beginsHour * units.HOUR_WRITE_UNITS) +
      notes * units.key.writeUnits +
      logIns * (units.SESSION_WRITE_UNITS + away * units.logInAway.writeUnits),
    regionalWriteUnits: logIns * (units.logIn.writeUnits - units.SESSION_WRITE_UNITS),
    expiringItems: notes + logIns,
    storedBytes: sends * monthsKept * (bytesPerMessage + overhead),
    answeredBytes:
      requests * assumptions.headerBytes +
      sends * bytesPerMessage +
      pages * pageBytes +
      logIns * assumptions.tokenBytes,
    replicatedBytes:
      sends * (bytesPerMessage + facts.replicatedItemOverhead) +
      notes * (units.NOTE_BYTES + facts.replicatedItemOverhead) +
      logIns * (units.SESSION_BYTES + facts.replicatedItemOverhead) +
      2 * sends * load.beginsHour * (units.CONTACT_BYTES + facts.replicatedItemOverhead),
  };
}

/** What is sent for a page, in bytes; a message takes about as many in an answer as in the store. */
const answeredBytesOf = ({ bytesPerMessage, isGzipped }: Load) =>
  units.PAGE_SIZE * bytesPerMessage * (isGzipped ? assumptions.gzipped : 1);

/** Seconds of a function that are billed for a request: it runs, and some of its requests start it. */
const secondsOf = (running: number) => running + assumptions.starting * assumptions.startSeconds;
