import { assumptions, facts } from './assumptions.ts';
import { inboxOf, type Load, requestsOf } from './load.ts';
import * as units from './units.ts';

/** What a month asks of AWS: what a bill counts, over all regions together. */
export type Work = {
  readonly requests: number;
  /** Requests as HTTP APIs meter them: one for each 512 KB begun. */
  readonly meteredRequests: number;
  /** Requests of which X-Ray traces its share. */
  readonly tracedRequests: number;
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
  const { sends, pages, inboxes, receipts, logIns, all } = requestsOf(load);
  const away = (regions.length - 1) / regions.length;
  const overhead = facts.itemOverhead + (regions.length > 1 ? facts.replicatedItemOverhead : 0);
  const notes = sends * withKey;
  const hours = sends * load.beginsHour;
  const pageBytes = pageBytesOf(load);
  const send = units.send(bytesPerMessage);
  const replicated = (items: number, bytes: number) => items * (bytes + facts.replicatedItemOverhead);

  return {
    requests: all,
    meteredRequests: all + pages * (Math.ceil(pageBytes / facts.meteredBytes) - 1),
    tracedRequests: load.isTraced ? all : 0,
    gbSeconds:
      (sends + pages + receipts) * secondsOf(assumptions.functionSeconds) * facts.functionGb +
      inboxes * secondsOf(assumptions.inboxSeconds) * facts.functionGb +
      logIns * secondsOf(assumptions.hashingSeconds) * facts.hashingGb,
    readUnits:
      sends * send.readUnits +
      notes * units.key.readUnits +
      pages * units.page(bytesPerMessage).readUnits +
      inboxes * units.inbox(inboxOf(load)).readUnits +
      receipts * units.receipt.readUnits +
      logIns * (units.logIn.readUnits + away * units.logInAway.readUnits),
    replicatedWriteUnits:
      sends * send.writeUnits +
      hours * units.HOUR_WRITE_UNITS +
      notes * units.key.writeUnits +
      receipts * units.receipt.writeUnits +
      logIns * (units.SESSION_WRITE_UNITS + away * units.logInAway.writeUnits),
    regionalWriteUnits: logIns * (units.logIn.writeUnits - units.SESSION_WRITE_UNITS),
    expiringItems: notes + logIns,
    storedBytes: sends * monthsKept * (bytesPerMessage + overhead),
    answeredBytes:
      all * assumptions.headerBytes +
      sends * bytesPerMessage +
      pages * pageBytes +
      inboxes * inboxBytesOf(load) +
      logIns * assumptions.tokenBytes,
    replicatedBytes:
      replicated(sends, bytesPerMessage) +
      replicated(notes, units.NOTE_BYTES) +
      replicated(2 * hours, units.CONTACT_BYTES) +
      replicated(receipts, units.RECEIPT_BYTES) +
      replicated(logIns, units.SESSION_BYTES),
  };
}

/** What is sent for a page, in bytes; a message takes about as many in an answer as in the store. */
const pageBytesOf = (load: Load) => sentBytesOf(load, units.PAGE_SIZE * load.bytesPerMessage);

/** What is sent for a page of the inbox, in bytes. */
const inboxBytesOf = (load: Load) =>
  sentBytesOf(load, inboxOf(load).shown * (load.bytesPerMessage + assumptions.listedBytes));

const sentBytesOf = ({ isGzipped }: Load, bytes: number) => bytes * (isGzipped ? assumptions.gzipped : 1);

/** Seconds of a function that are billed for a request: it runs, and some of its requests start it. */
const secondsOf = (running: number) => running + assumptions.starting * assumptions.startSeconds;
