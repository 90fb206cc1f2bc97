import type { RouteKey } from '../../lib/routes.ts';

/** What the document says first. */
export const introduction = `A chat backend for two people at a time.

Every error is an RFC 9457 problem (\`application/problem+json\`). Programs read its \`code\`. Its \`type\`, such as
\`#username-taken\`, is a reference relative to the project's README, whose table of errors says what to do. A request is
judged in this order: a missing or malformed token, its form, the session, everything else. Unknown fields and parameters
are rejected by name; so is a string that is not well-formed Unicode.

API Gateway answers some requests itself, as \`application/json\`: an unknown path or method is 404
\`{"message":"Not Found"}\`, a throttled request 429 \`{"message":"Too Many Requests"}\`.`;

/** What each route does, where its summary leaves something open. */
export const descriptions: Readonly<Record<RouteKey, string>> = {
  'POST /users': 'Names are folded to lower case before anything else. A deleted user’s name is never given again.',
  'PUT /users/me/password':
    'Every other session of the user ends. It counts as a log-in for the limits. After a lost answer it may be ' +
    'sent again: where `newPassword` is the present one already, the answer is 204.',
  'DELETE /users/me':
    'For a session at most five minutes old; log in again if it is older. The name is never given again, all ' +
    'sessions end at once, and nobody can write to the user any more; what the user wrote stays with those it was ' +
    'written to. After an answer other than 204 it may be sent again with the same token.',
  'POST /sessions':
    'The token lasts 7 days. An unknown name and a wrong password get the same answer, in the same time.',
  'DELETE /sessions': 'The token is no longer valid; with `all=true`, no token of the user is.',
  'POST /messages':
    'With an `Idempotency-Key` the same request may be sent again for 24 hours, and makes one message. A 503 may ' +
    'have been stored: send it again with its key.',
  'GET /messages':
    '`next`, `previous` and `poll` are ready-made relative URLs, so a client builds none. `page`, `cursor`, ' +
    '`after`, `at` and `around` exclude each other, but beside `cursor`, `page` is a label; `asOf` goes with ' +
    '`page`, `at` and `around`; `after` takes no `order`.',
  'GET /conversations':
    'Those with the latest messages come first: by the hour of their last activity, within it by newest message. ' +
    '`next` and `poll` are ready-made relative URLs. One `poll` follows all conversations; it does not tell of ' +
    'receipts.',
  'PUT /receipts':
    'A receipt only moves forward, and at most to the newest message of the conversation. There must be a message.',
};

/** What each status that is not a success means. */
export const statuses: Readonly<Record<number, string>> = {
  400: 'The form of the request is wrong.',
  401: 'The token or the credentials are not valid.',
  403: 'Not for this user.',
  404: 'There is no such user.',
  409: 'The name is taken.',
  413: 'The body is over 64 KiB. Over 10 MB, API Gateway answers itself.',
  415: 'The body is not JSON in UTF-8.',
  422: 'The key came with another request before.',
  429: 'Too many requests. Where the API is throttled, API Gateway answers itself.',
  500: 'An internal error.',
  503: 'The store did not answer in time. Where a function did not, API Gateway answers itself.',
};
