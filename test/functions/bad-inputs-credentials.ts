import {
  asking,
  badInput,
  changePassword,
  field,
  invalid,
  logIn,
  type Request,
  refused,
  signUp,
} from './bad-input-request.ts';

const badUsernames: readonly (readonly [what: string, username: unknown])[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 42],
  ['that is true', true],
  ['in an array', ['newcomer']],
  ['in an object', { name: 'newcomer' }],
  ['that is empty', ''],
  ['of one character', 'a'],
  ['of 33 characters', 'a'.repeat(33)],
  ['of 65,000 characters', 'a'.repeat(65_000)],
  ['that begins with a dot', '.newcomer'],
  ['that begins with a hyphen', '-newcomer'],
  ['that begins with an underscore', '_newcomer'],
  ['that is __proto__', '__proto__'],
  ['with a space before it', ' newcomer'],
  ['with a space in it', 'new comer'],
  ['with a newline after it', 'newcomer\n'],
  ['with a NUL after it', 'newcomer\0'],
  ['with a #, which separates the names of a conversation', 'new#comer'],
  ['with a Cyrillic letter', 'newc\u043emer'],
  ['with a Kelvin sign, whose lower case is k', '\u212aate'],
  ['with a dotted capital I, whose lower case is i and a dot', 'd\u0130na'],
  ['in full-width letters', '\uff4e\uff45\uff57'],
  ['in full-width digits', '\uff11\uff12'],
  ['with a combining accent', 'newcome\u0301r'],
  ['with a zero-width space', 'new\u200bcomer'],
  ['with an emoji', 'newcomer😀'],
  ['with a lone surrogate', 'newcomer\ud800'],
];

const badPasswords: readonly (readonly [what: string, password: unknown])[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 12_345_678],
  ['that is true', true],
  ['in an array', ['long enough']],
  ['in an object', { length: 20 }],
  ['that is empty', ''],
  ['with a lone high surrogate', 'long enough\ud800'],
  ['with a lone low surrogate', '\udc00long enough'],
  ['with a surrogate pair the wrong way round', 'long enough\udc00\ud800'],
];

/** What no new password may be. */
const badNewPasswords: readonly (readonly [what: string, password: string])[] = [
  ['of 7 characters', 'seven77'],
  ['of 7 emoji, which are 14 UTF-16 units', '😀'.repeat(7)],
  ['of 8 characters that NFKC makes 4', 'e\u0301'.repeat(4)],
  ['of 257 characters', 'a'.repeat(257)],
  ['of 257 emoji', '😀'.repeat(257)],
  ['of 15 characters that NFKC makes 270', '\ufdfa'.repeat(15)],
  ['of 60,000 characters', 'a'.repeat(60_000)],
];

/** What cannot be a password at all. */
const badGivenPasswords: readonly (readonly [what: string, password: string])[] = [
  ['of 1,025 characters', 'a'.repeat(1025)],
  ['of 1,025 emoji', '😀'.repeat(1025)],
  ['of 60,000 characters', 'a'.repeat(60_000)],
];

const fields = { username: 'newcomer', password: 'long enough' };
const noFields = { username: undefined, password: undefined };

const badFields: readonly (readonly [what: string, fields: Record<string, unknown>, ...places: string[]])[] = [
  ['an unknown field', { email: 'a@example.com' }, '/email'],
  ['an unknown field that is null', { email: null }, '/email'],
  ['a field of another case', { Username: 'newcomer' }, '/Username'],
  ['a field __proto__', field('__proto__', { admin: true }), '/__proto__'],
  ['the fields in __proto__', { ...noFields, ...field('__proto__', fields) }, '/__proto__', '/password', '/username'],
  ['a field constructor', { constructor: 1 }, '/constructor'],
  ['a field toString', { toString: 'x' }, '/toString'],
  ['a field without a name', field('', 1), '/'],
  ['a field whose name a pointer must escape', field('a/b~c', 1), '/a~1b~0c'],
  ['a field whose name is a lone surrogate', field('\ud800', 1), '/\ufffd'],
  ['three unknown fields', { a: 1, b: 2, c: 3 }, '/a', '/b', '/c'],
  ['no field', noFields, '/password', '/username'],
  ['every field wrong', { username: '', password: 1, email: '' }, '/email', '/password', '/username'],
];

const routes: readonly (readonly [what: string, build: (fields: Record<string, unknown>) => Request])[] = [
  ['a sign-up', signUp],
  ['a log-in', logIn],
];

/** What signing up and logging in refuse, each all of it. */
export const badCredentials = [
  ...routes.flatMap(([route, build]) => [
    ...badUsernames.map(([what, username]) =>
      badInput(`${route} with a username ${what}`, build({ username }), invalid('/username')),
    ),
    ...badPasswords.map(([what, password]) =>
      badInput(`${route} with a password ${what}`, build({ password }), invalid('/password')),
    ),
    ...badFields.map(([what, fields, ...places]) =>
      badInput(`${route} with ${what}`, build(fields), invalid(...places)),
    ),
  ]),

  ...badNewPasswords.flatMap(([what, password]) => [
    badInput(`a sign-up with a password ${what}`, signUp({ password }), invalid('/password')),
    badInput(`a new password ${what}`, changePassword({ newPassword: password }), invalid('/newPassword')),
  ]),
  ...badGivenPasswords.flatMap(([what, password]) => [
    badInput(`a log-in with a password ${what}`, logIn({ password }), invalid('/password')),
    badInput(`a change of a password ${what}`, changePassword({ password }), invalid('/password')),
  ]),
  ...badPasswords.flatMap(([what, password]) => [
    badInput(`a change of a password ${what}`, changePassword({ password }), invalid('/password')),
    badInput(`a new password ${what}`, changePassword({ newPassword: password }), invalid('/newPassword')),
  ]),
  badInput('a change of a password with a username', changePassword({ username: 'ann' }), invalid('/username')),
  badInput('a change of a password with a parameter', asking('all=true', changePassword()), invalid('?all')),
  badInput('a change of a wrong password', changePassword({ password: 'not it' }), refused(403, 'wrong_password')),

  badInput('a sign-up with a taken name', signUp({ username: 'ann' }), refused(409, 'username_taken')),
  badInput('a sign-up with a taken name in capitals', signUp({ username: 'ANN' }), refused(409, 'username_taken')),
  badInput('a log-in of an unknown user', logIn({ username: 'nobody' }), refused(401, 'invalid_credentials')),
  badInput('a log-in with a wrong password', logIn({ username: 'ann' }), refused(401, 'invalid_credentials')),
];
