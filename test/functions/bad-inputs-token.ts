import {
  badInput,
  changePassword,
  deleteUser,
  fetchPage,
  logOut,
  type Request,
  send,
  unauthenticated,
  withToken,
} from './bad-input-request.ts';

const badTokens: readonly (readonly [what: string, authorization: string | readonly string[] | undefined])[] = [
  ['no token', undefined],
  ['an empty header', ''],
  ['a scheme only', 'Bearer'],
  ['a token only', '<ann>'],
  ['a name and a password', `Basic ${btoa('ann:correct horse battery')}`],
  ['a token under another scheme', 'Token <ann>'],
  ['a token without a space before it', 'Bearer<ann>'],
  ['a token of 42 characters', `Bearer ann.${'a'.repeat(42)}`],
  ['a token of 44 characters', `Bearer ann.${'a'.repeat(44)}`],
  ['a token with a plus sign', `Bearer ann.${'a'.repeat(42)}+`],
  ['a token with padding', 'Bearer <ann>='],
  ['a token with a letter beyond ASCII', `Bearer ann.${'a'.repeat(42)}\u00e9`],
  ['a token without a name', `Bearer ${'a'.repeat(43)}`],
  ['a token with an empty name', `Bearer .${'a'.repeat(43)}`],
  ['a token of a name in capitals', `Bearer ANN.${'a'.repeat(43)}`],
  ['a token of no name that there can be', `Bearer a#n.${'a'.repeat(43)}`],
  ['a token in quotes', 'Bearer "<ann>"'],
  ['a token and more', 'Bearer <ann> more'],
  ['two tokens in one header', 'Bearer <ann>, Bearer <ann>'],
  ['two headers', ['Bearer <ann>', 'Bearer <ann>']],
  ['two headers, the second of another scheme', ['Bearer <ann>', `Basic ${btoa('ann:correct horse battery')}`]],
  ['two headers, the first of another scheme', [`Basic ${btoa('ann:correct horse battery')}`, 'Bearer <ann>']],
  ['a token that nobody has', `Bearer ann.${'a'.repeat(43)}`],
  ['a token of an unknown user', `Bearer nobody.${'a'.repeat(43)}`],
  ['a token that was logged out', 'Bearer <dead>'],
  ['the digest of a token', 'Bearer <digest>'],
];

const routes: readonly (readonly [what: string, request: Request])[] = [
  ['a log-out', logOut],
  ['a change of a password', changePassword()],
  ['a deletion', deleteUser],
  ['a message', send()],
  ['a reading', fetchPage()],
];

/** What every route that takes a token refuses of one. */
export const badTokenUses = routes.flatMap(([route, request]) =>
  badTokens.map(([what, authorization]) =>
    badInput(`${route} with ${what}`, withToken(authorization, request), unauthenticated),
  ),
);
