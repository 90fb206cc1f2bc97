import { grouped, table } from '../markdown.ts';

/** What a request cost at the store; the time is that of an engine on the same machine. */
export type Asked = {
  readonly status: number;
  readonly roundTrips: number;
  readonly requests: number;
  readonly readUnits: number;
  readonly milliseconds: number;
};

/** What an inbox cost: a page of it, and a poll that finds nothing. */
export type MeasuredInbox = { readonly inbox: string; readonly page: Asked; readonly poll: Asked };

/** What inboxes cost, as Markdown. */
export const inboxTable = (all: readonly MeasuredInbox[]): string =>
  table(
    ['an inbox of', 'a page: read units (round trips)', 'on this engine', 'an idle poll', 'on this engine'],
    all.map(({ inbox, page, poll }) => [inbox, units(page), time(page), units(poll), time(poll)]),
  );

const units = ({ status, readUnits, roundTrips }: Asked) =>
  status === 200 ? `${grouped(readUnits)} (${roundTrips})` : 'not answered within 3 s';

const time = ({ status, milliseconds }: Asked) => (status === 200 ? `${grouped(milliseconds)} ms` : String(status));
