import { type BadInput, badInput, fetchBy, fetchPage, invalid, refused } from './bad-input-request.ts';

/** Values as they stand in the query string. */
const badPages: readonly string[] = [
  '',
  '0',
  '-1',
  '1.5',
  '1.0',
  '1e3',
  '01',
  '+1',
  '%2B1',
  '%201',
  '1%20',
  '1%0A',
  '0x1',
  '1,2',
  '1_000',
  'one',
  'NaN',
  'Infinity',
  'null',
  '%EF%BC%91',
  '9007199254740993',
  '9'.repeat(400),
];

const badPageSizes: readonly string[] = ['', '0', '-1', '201', '1.5', '5e1', '050', '%2B5', 'all', '9'.repeat(400)];

const badOrders: readonly string[] = ['', 'asc', 'Newest', 'newest%20', 'newest,oldest', 'constructor', '__proto__'];

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const badCursors: readonly (readonly [what: string, cursor: string])[] = [
  ['that is empty', ''],
  ['that is a hyphen', '-'],
  ['in lower case', id.toLowerCase()],
  ['with two hyphens', `--${id}`],
  ['with a hyphen behind it', `${id}-`],
  ['with a plus sign', `%2B${id}`],
  ['of 25 characters', id.slice(1)],
  ['of 27 characters', `${id}0`],
  ['of 26 Z', 'Z'.repeat(26)],
  ['that overflows', `8${'0'.repeat(25)}`],
  ['of the year 10000', `76EZ91ZQ00${'0'.repeat(16)}`],
  ['with the letter I', id.replace('A', 'I')],
  ['with the letter U', id.replace('A', 'U')],
  ['with a newline after it', `${id}%0A`],
  ['with a space before it', `%20${id}`],
  ['that is a place', `2016-07-30T23%3A54%3A10.259Z%23${id}`],
];

const badTimes: readonly string[] = [
  '',
  'now',
  '1764149400',
  '2026-11-26',
  '2026-11-26T09:30Z',
  '2026-11-26T09:30:00',
  '2026-11-26T09:30:00%2B01:00',
  '2026-11-26T09:30:00.Z',
  '2026-11-26T09:30:00.0000Z',
  '2026-11-26T09:30:00,5Z',
  '2026-11-26%2009:30:00Z',
  '2026-02-30T09:30:00Z',
  '2026-02-29T09:30:00Z',
  '2026-13-01T09:30:00Z',
  '2026-11-26T24:00:00Z',
  '2026-11-26T09:60:00Z',
  '12026-11-26T09:30:00Z',
  '2026-11-26T09:30:00Z%0A',
];

const badNames: readonly (readonly [what: string, username: string])[] = [
  ['without a value', ''],
  ['of one character', 'a'],
  ['of 33 characters', 'a'.repeat(33)],
  ['with a #', 'ann%23ben'],
  ['with a plus sign, which is a space', 'a+nn'],
  ['with a newline after it', 'ann%0A'],
  ['in full-width letters', '%EF%BD%81%EF%BD%8E%EF%BD%8E'],
  ['that is __proto__', '__proto__'],
  ['with a broken percent sign', 'ann%'],
  ['with a percent sign and no digits', 'ann%zz'],
  ['with half a character of UTF-8', 'ann%E2%82'],
  ['with a lone surrogate', 'ann%ED%A0%80'],
  ['in Latin-1', 'ann%E9'],
];

const unknownParameters: readonly (readonly [query: string, ...places: string[]])[] = [
  ['x=1', '?x'],
  ['x', '?x'],
  ['=1', '?'],
  ['Page=1', '?Page'],
  ['pagesize=1', '?pagesize'],
  ['page%5B%5D=1', '?page[]'],
  ['__proto__=1', '?__proto__'],
  ['constructor=1', '?constructor'],
  ['a=1&b=2&c=3', '?a', '?b', '?c'],
  ['%zz=1', '?%zz'],
  ['%ED%A0%80=1', '?%ED%A0%80'],
  ['page;pageSize=1', '?page;pageSize'],
];

const repeated: readonly (readonly [query: string, ...places: string[]])[] = [
  ['page=1&page=2', '?page'],
  ['page=1&page=1', '?page'],
  ['page=1&%70age=2', '?page'],
  ['page=1&page=2&page=3', '?page'],
  ['pageSize=1&pageSize=2', '?pageSize'],
  ['order=newest&order=newest', '?order'],
  [`cursor=${id}&cursor=${id}`, '?cursor'],
  ['userA=ann', '?userA'],
  ['userB=ann&userA=cat', '?userA', '?userB'],
  ['x=1&x=2', '?x'],
  ['__proto__=1&__proto__=2', '?__proto__'],
];

const severalFaults: readonly (readonly [query: string, ...places: string[]])[] = [
  ['', '?userA', '?userB'],
  ['userA=ann', '?userB'],
  ['userB=ann', '?userA'],
  ['?userA=ann&userB=ben', '??userA', '?userA'],
  ['page=0&pageSize=0&order=asc&x=1', '?order', '?page', '?pageSize', '?userA', '?userB', '?x'],
  ['userA=ann&userB=ben&page=0&cursor=a', '?cursor', '?page'],
  ['userA=a&userB=ben&cursor=a', '?cursor', '?userA'],
  ['userA=ann&userB=ben&cursor=%zz', '?cursor'],
  ['userA=ann&userB=ben&page=%zz&asOf=10', '?page'],
  ['userA=ann&userB=ben&page=%zz&page=%zz&page=1&asOf=x', '?asOf', '?page'],
  ['userA=ann&userB=ben&%zz=1&%zz=2', '?%zz'],
  [`userA=ann&userB=ben&cursor=${id}&poll=${id}&order=Oldest`, '?order'],
];

const time = '2026-11-26T09:30:00Z';

/** Parameters that do not go together, each with those at fault. */
const illMatched = [
  [`after=${id}&page=2`, 'after'],
  [`after=${id}&cursor=${id}`, 'after'],
  [`after=${id}&order=oldest`, 'order'],
  [`after=${id}&asOf=10`, 'asOf'],
  ['asOf=10', 'asOf'],
  [`asOf=10&cursor=${id}`, 'asOf'],
  [`poll=${id}`, 'poll'],
  [`poll=${id}&cursor=${id}`, 'poll'],
  [`poll=${id}&page=2&order=oldest`, 'poll'],
  [`at=${time}&page=2`, 'at'],
  [`at=${time}&cursor=${id}`, 'at'],
  [`at=${time}&after=${id}`, 'after', 'at'],
  [`at=${time}&around=${id}`, 'around', 'at'],
  [`around=${id}&page=2`, 'around'],
  [`around=${id}&cursor=${id}`, 'around'],
  [`around=${id}&after=${id}`, 'after', 'around'],
] as const;

const of = (what: string, name: string, values: readonly string[]): BadInput[] =>
  values.map((value) =>
    badInput(`a reading with a ${what} of "${value.slice(0, 30)}"`, fetchPage(`${name}=${value}`), invalid(`?${name}`)),
  );

/** What reading a conversation refuses in its query parameters. */
export const badQueries: readonly BadInput[] = [
  ...of('page', 'page', badPages),
  ...of('page size', 'pageSize', badPageSizes),
  ...of('order', 'order', badOrders),
  ...of('time', 'at', badTimes),
  ...badCursors.map(([what, cursor]) =>
    badInput(`a reading with a cursor ${what}`, fetchPage(`cursor=${cursor}`), refused(400, 'invalid_cursor')),
  ),
  ...[...badCursors, ['with a hyphen before it', `-${id}`] as const].map(([what, around]) =>
    badInput(`a reading around an id ${what}`, fetchPage(`around=${around}`), refused(400, 'invalid_cursor')),
  ),
  ...badNames.flatMap(([what, username]) => [
    badInput(`a reading with a userA ${what}`, fetchBy(`userA=${username}&userB=ann`), invalid('?userA')),
    badInput(`a reading with a userB ${what}`, fetchBy(`userA=ann&userB=${username}`), invalid('?userB')),
  ]),
  ...[...unknownParameters, ...repeated].map(([query, ...places]) =>
    badInput(`a reading with "${query}" besides`, fetchPage(query), invalid(...places)),
  ),
  ...severalFaults.map(([query, ...places]) => badInput(`a reading of "${query}"`, fetchBy(query), invalid(...places))),
  ...illMatched.map(([query, ...names]) =>
    badInput(`a reading with "${query}"`, fetchPage(query), invalid(...names.map((name) => `?${name}`))),
  ),
  ...of('total', 'total', ['', '1', 'TRUE', 'yes']),
  ...['-1', '1.5', '01', '9007199254740993'].map((asOf) =>
    badInput(`a reading as of "${asOf}"`, fetchPage(`page=2&asOf=${asOf}`), invalid('?asOf')),
  ),
];
