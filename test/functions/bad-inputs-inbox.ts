import {
  type BadInput,
  badInput,
  fetchInbox,
  invalid,
  receipt,
  refused,
  unauthenticated,
  withToken,
} from './bad-input-request.ts';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** Values as they stand in the query string, each with the parameters at fault. */
const badQueries: readonly (readonly [query: string, ...places: string[]])[] = [
  ['pageSize=0', '?pageSize'],
  ['pageSize=51', '?pageSize'],
  ['pageSize=1.5', '?pageSize'],
  ['page=1', '?page'],
  ['contact=ben', '?contact'],
  [`poll=${id}`, '?poll'],
  [`poll=${id}&since=${id}`, '?poll'],
  [`since=${id}&since=${id}`, '?since'],
  ['since=%zz', '?since'],
  ['pageSize=0&since=x', '?pageSize', '?since'],
];

const badCursors: readonly string[] = [
  'since=',
  'since=1',
  `since=${id.toLowerCase()}`,
  `since=-${id}`,
  'since=76EZ91ZQ000000000000000000',
  'cursor=',
  `cursor=${id}`,
  `cursor=2026-11-26T09${id}`,
  `cursor=2026-11-26T24_${id}`,
  `cursor=2026-02-30T09_${id}`,
  `cursor=2026-11-26T09_${id}_`,
  `cursor=2026-11-26T09:00_${id}`,
];

const badIds: readonly (readonly [what: string, readUpTo: unknown])[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 1],
  ['that is empty', ''],
  ['in lower case', id.toLowerCase()],
  ['with a hyphen before it', `-${id}`],
  ['of the year 10000', `76EZ91ZQ00${'0'.repeat(16)}`],
  ['with a newline after it', `${id}\n`],
];

const badNames: readonly unknown[] = [undefined, null, '', 'a', 'ann#ben', ['ben'], 'ben\ud800'];

/** What an inbox and a receipt refuse. */
export const badInboxes: readonly BadInput[] = [
  ...badQueries.map(([query, ...places]) =>
    badInput(`an inbox with "${query}"`, fetchInbox(query), invalid(...places)),
  ),
  ...badCursors.map((query) => badInput(`an inbox with "${query}"`, fetchInbox(query), refused(400, 'invalid_cursor'))),
  ...badIds.map(([what, readUpTo]) =>
    badInput(`a receipt with a readUpTo ${what}`, receipt({ readUpTo }), invalid('/readUpTo')),
  ),
  ...badNames.map((contact) =>
    badInput(`a receipt with the contact ${JSON.stringify(contact)}`, receipt({ contact }), invalid('/contact')),
  ),
  badInput('a receipt with more', receipt({ conversation: 'ann#ben' }), invalid('/conversation')),
  badInput('a receipt of somebody who is not there', receipt({ contact: 'nobody' }), refused(404, 'unknown_user')),
  badInput('an inbox without a token', withToken(undefined, fetchInbox('page=1')), unauthenticated),
  badInput('a receipt without a token', withToken(undefined, receipt({ contact: 1 })), unauthenticated),
];
