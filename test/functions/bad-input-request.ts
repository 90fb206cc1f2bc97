import type { ErrorCode } from '../../lib/errors.ts';
import type { RouteKey } from '../../lib/routes.ts';
import { aPassword } from '../support/api.ts';

/** The users there are: Ann and Ben talk, Cat looks on, Dan and Eve do everything right. Nobody is `nobody`. */
export const people = ['ann', 'ben', 'cat', 'dan', 'eve'] as const;

/** A request, as its test sends it. */
export type Request = {
  readonly route: RouteKey;
  /** The query string, as it stands after the question mark. */
  readonly query?: string;
  /** Sent in UTF-8 or as bytes, with nothing added. */
  readonly body?: string | Uint8Array;
  /**
   * Several values are several headers of one name. In them, `<ann>` stands for Ann's token and `<dan>` for Dan's,
   * `<dead>` for one that was logged out, `<digest>` for what is stored of Ann's.
   */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
};

/** A request that must be refused, and how. */
export type BadInput = {
  readonly name: string;
  readonly request: Request;
  readonly status: number;
  readonly code: ErrorCode;
  /** Where `errors` must point, and nowhere else: JSON pointers, and query parameters with a question mark before them. */
  readonly places?: readonly string[];
};

export type Refusal = Pick<BadInput, 'status' | 'code' | 'places'>;

export const refused = (status: number, code: ErrorCode): Refusal => ({ status, code });

export const invalid = (...places: string[]): Refusal => ({ ...refused(400, 'invalid_request'), places });

export const malformed = refused(400, 'malformed_json');

export const unauthenticated = refused(401, 'unauthenticated');

export const badInput = (name: string, request: Request, refusal: Refusal): BadInput => ({ name, request, ...refusal });

type Fields = Readonly<Record<string, unknown>>;

const jsonType = { 'content-type': 'application/json' };

const bearer = { authorization: 'Bearer <ann>' };

/** A field of that name for JSON, also `__proto__`, which an object literal would take for something else. */
export const field = (name: string, value: unknown): Fields => ({ [name]: value });

/** A good sign-up but for the fields given; one that is undefined is left out. */
export const signUp = (fields: Fields = {}): Request => ({
  route: 'POST /users',
  headers: jsonType,
  body: JSON.stringify({ username: 'newcomer', password: 'long enough', ...fields }),
});

/** A log-in of a user that there is not, but for the fields given. */
export const logIn = (fields: Fields = {}): Request => ({ ...signUp(fields), route: 'POST /sessions' });

/** A change of Ann's password, but for the fields given. */
export const changePassword = (fields: Fields = {}): Request => ({
  route: 'PUT /users/me/password',
  headers: { ...jsonType, ...bearer },
  body: JSON.stringify({ password: aPassword, newPassword: 'long enough', ...fields }),
});

/** The deletion of Ann. */
export const deleteUser: Request = { route: 'DELETE /users/me', headers: bearer };

export const logOut: Request = { route: 'DELETE /sessions', headers: bearer };

/** A good message from Ann to Ben, but for the fields given. */
export const send = (fields: Fields = {}): Request => ({
  route: 'POST /messages',
  headers: { ...jsonType, ...bearer },
  body: JSON.stringify({ sender: 'ann', recipient: 'ben', content: { type: 'text', text: 'Hello' }, ...fields }),
});

export const sendText = (fields: Fields): Request => send({ content: { type: 'text', text: 'Hello', ...fields } });

export const sendImage = (fields: Fields): Request =>
  send({ content: { type: 'image', url: 'https://example.com/a.png', ...fields } });

export const sendVideo = (fields: Fields): Request =>
  send({ content: { type: 'video', url: 'https://example.com/a.mp4', ...fields } });

/** A good reading of what Ann and Ben said, with more parameters, as they stand in the query string. */
export const fetchPage = (more = ''): Request => fetchBy(`userA=ann&userB=ben${more && `&${more}`}`);

export const fetchBy = (query: string): Request => ({ route: 'GET /messages', query, headers: bearer });

/** The inbox of Ann, with such a query string. */
export const fetchInbox = (query = ''): Request => ({ route: 'GET /conversations', query, headers: bearer });

/** What Ann has read of Ben's messages, but for the fields given. */
export const receipt = (fields: Fields = {}): Request => ({
  route: 'PUT /receipts',
  headers: { ...jsonType, ...bearer },
  body: JSON.stringify({ contact: 'ben', readUpTo: '01ARZ3NDEKTSV4RRFFQ69G5FAV', ...fields }),
});

/** The same request with another body. */
export const saying = (body: string | Uint8Array, request: Request): Request => ({ ...request, body });

/** The same request with other headers; none of a name that is undefined. */
export const under = (headers: Readonly<Record<string, string | readonly string[] | undefined>>, request: Request) => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries({ ...request.headers, ...headers }).filter(([, value]) => value !== undefined),
  ) as Request['headers'],
});

export const withToken = (authorization: string | readonly string[] | undefined, request: Request): Request =>
  under({ authorization }, request);

export const asking = (query: string, request: Request): Request => ({ ...request, query });

/** What a field holds whose JSON is put in afterwards, with {@link spelling}. */
export const SPELT = 'spelt afterwards';

/** The same request with that JSON for {@link SPELT}: for what `JSON.stringify` cannot write. */
export const spelling = (json: string, request: Request): Request =>
  saying(String(request.body).replace(JSON.stringify(SPELT), json), request);

/** Empty arrays in each other, as JSON. */
export const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
