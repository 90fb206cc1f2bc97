import { flag, number, someOf, type ValuesOf } from '../../../infra/command-line/options.ts';
import { regionIds } from '../globe/round-trips.ts';
import { type Load, usualLoad } from './load.ts';

const fraction = { whole: false } as const;

/** What may be written after `npm run cost`. */
export const usage = {
  command: 'npm run cost',
  purpose: 'Calculates what Duologue costs in a month, and which limit it meets first.',
  options: {
    users: number('people who chat', usualLoad.users, { lowest: 1 }),
    'messages-per-user': number('messages that each sends in a month', usualLoad.messagesPerUser, fraction),
    'pages-per-user': number('pages that each reads in a month, polls included', usualLoad.pagesPerUser, fraction),
    'inboxes-per-user': number('times that each opens the inbox in a month', usualLoad.inboxesPerUser, fraction),
    'receipts-per-user': number('receipts that each moves in a month', usualLoad.receiptsPerUser, fraction),
    'contacts-per-user': number('contacts of each', usualLoad.contactsPerUser, { lowest: 1 }),
    'log-ins-per-user': number('log-ins of each in a month', usualLoad.logInsPerUser, fraction),
    'bytes-per-message': number('size of a stored message', usualLoad.bytesPerMessage, {
      lowest: 100,
      highest: 16_384,
    }),
    'with-key': number('share of sends with an idempotency key', usualLoad.withKey, { ...fraction, highest: 1 }),
    'begins-hour': number('share of sends that begin an hour of their conversation', usualLoad.beginsHour, {
      ...fraction,
      highest: 1,
    }),
    tracing: flag('with traces in X-Ray, as -c tracing=true has them'),
    regions: someOf('regions, home first', regionIds, usualLoad.regions),
    'peak-factor': number('the busiest second over the mean', usualLoad.peakFactor, { ...fraction, lowest: 1 }),
    'months-kept': number('months of messages that are kept', usualLoad.monthsKept, fraction),
  },
};

/** The load that the options describe. */
export const loadOf = (options: ValuesOf<typeof usage.options>): Load => ({
  users: options.users,
  messagesPerUser: options['messages-per-user'],
  pagesPerUser: options['pages-per-user'],
  inboxesPerUser: options['inboxes-per-user'],
  receiptsPerUser: options['receipts-per-user'],
  contactsPerUser: options['contacts-per-user'],
  logInsPerUser: options['log-ins-per-user'],
  bytesPerMessage: options['bytes-per-message'],
  withKey: options['with-key'],
  beginsHour: options['begins-hour'],
  isGzipped: usualLoad.isGzipped,
  isTraced: options.tracing,
  regions: options.regions,
  peakFactor: options['peak-factor'],
  monthsKept: options['months-kept'],
});
