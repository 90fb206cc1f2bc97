import { hashingThrottle, throttle } from '../../../infra/throttles.ts';
import { assumptions } from './assumptions.ts';
import { inboxOf, type Load, MONTH, requestsOf } from './load.ts';
import { quotas } from './quotas.ts';
import * as units from './units.ts';

/** A limit, how near a load comes to it in the busiest second, and how many users would meet it. */
export type Ceiling = {
  readonly limit: string;
  /** What stands in the way: a setting of the stack's, or a quota that AWS raises, or that grows with what is used. */
  readonly kind: 'setting' | 'quota';
  /** In one region, a second or at once. */
  readonly allowed: number;
  readonly used: number;
  readonly users: number;
};

/** Every limit that grows with the users, the nearest first. Requests spread evenly over the regions; writes go to all. */
export function ceilingsOf(load: Load): Ceiling[] {
  const { users, bytesPerMessage, withKey, beginsHour, regions, peakFactor } = load;
  const { sends, pages, inboxes, receipts, logIns, all } = requestsOf(load);
  const { contacts, shown, unread } = inboxOf(load);
  const everywhere = (perMonth: number) => (perMonth * peakFactor) / MONTH;
  const inOneRegion = (perMonth: number) => everywhere(perMonth) / regions.length;
  const messageWrites = everywhere(sends * units.send(bytesPerMessage).writeUnits);
  const messageReads = inOneRegion(
    (sends + receipts) * units.newestReadUnits(bytesPerMessage) +
      pages * units.pageReadUnits(bytesPerMessage) +
      inboxes * (shown * units.newestReadUnits(bytesPerMessage) + unread),
  );
  const running = (all - inboxes - logIns) * assumptions.functionSeconds + inboxes * assumptions.inboxSeconds;

  const rows: Omit<Ceiling, 'users'>[] = [
    setting('throttle of the API, requests', throttle.rateLimit, inOneRegion(all)),
    setting('throttle of log-ins, requests', hashingThrottle.rateLimit, inOneRegion(logIns)),
    quota('API Gateway, requests', quotas.apiRequests, inOneRegion(all)),
    quota('Messages, write units', quotas.tableWriteUnits, messageWrites),
    quota('Messages, write units of a new table', quotas.newTableWriteUnits, messageWrites),
    quota('Messages, read units', quotas.tableReadUnits, messageReads),
    quota('Messages, read units of a new table', quotas.newTableReadUnits, messageReads),
    quota('Sends, write units', quotas.tableWriteUnits, everywhere(sends * withKey * units.key.writeUnits)),
    quota('Contacts, write units', quotas.tableWriteUnits, everywhere(sends * beginsHour * units.HOUR_WRITE_UNITS)),
    quota('Contacts, read units', quotas.tableReadUnits, inOneRegion(inboxes * units.contactsReadUnits(contacts))),
    quota('Receipts, read units', quotas.tableReadUnits, inOneRegion(inboxes * shown)),
    quota('Sessions, read units', quotas.tableReadUnits, inOneRegion(all - logIns)),
    quota('Sessions, write units', quotas.tableWriteUnits, everywhere(logIns)),
    quota('functions at once, all but log-ins', quotas.concurrentFunctions, inOneRegion(running)),
    quota('functions at once, log-ins', quotas.concurrentFunctions, inOneRegion(logIns) * assumptions.hashingSeconds),
    quota(
      'functions at once in a new account, all',
      quotas.concurrentFunctionsOfNewAccount,
      inOneRegion(running) + inOneRegion(logIns) * assumptions.hashingSeconds,
    ),
  ];
  return rows
    .filter(({ used }) => used > 0)
    .map((row) => ({ ...row, users: Math.floor((users * row.allowed) / row.used) }))
    .sort((one, other) => one.users - other.users);
}

/** What one conversation may take in a second: all its messages are in one partition while it is written to. */
export function conversationCeiling({ bytesPerMessage }: Pick<Load, 'bytesPerMessage'>) {
  const written = quotas.partitionWriteUnits / units.send(bytesPerMessage).writeUnits;
  const read = quotas.partitionReadUnits / units.newestReadUnits(bytesPerMessage);
  return {
    sends: Math.floor(Math.min(written, read)),
    pages: Math.floor(quotas.partitionReadUnits / units.pageReadUnits(bytesPerMessage)),
  };
}

const setting = (limit: string, allowed: number, used: number) => ({ limit, kind: 'setting' as const, allowed, used });
const quota = (limit: string, allowed: number, used: number) => ({ limit, kind: 'quota' as const, allowed, used });
