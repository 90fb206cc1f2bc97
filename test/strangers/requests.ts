import type { ErrorCode } from '../../lib/errors.ts';
import type { MessageId } from '../../lib/messages/message.ts';
import { aPassword, aText } from '../support/api.ts';
import { type Caller, conversations, lookalikes, type Setting, usernames } from './people.ts';

/** What must come of a request: it is done, or refused so. */
type Due = 'done' | { readonly status: number; readonly code: ErrorCode };

/** A request of somebody, what must come of it, and whose messages may show in its answer. */
export type Asked = {
  readonly caller: Caller;
  readonly route: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly due: Due;
  readonly pair: readonly string[];
};

const unauthenticated = { status: 401, code: 'unauthenticated' } as const;
const notAParticipant = { status: 403, code: 'not_a_participant' } as const;
const notTheSender = { status: 403, code: 'not_the_sender' } as const;
const unknownUser = { status: 404, code: 'unknown_user' } as const;
const wrongPassword = { status: 403, code: 'wrong_password' } as const;
const usernameTaken = { status: 409, code: 'username_taken' } as const;
const invalidCredentials = { status: 401, code: 'invalid_credentials' } as const;
const unknownRecipient = { status: 404, code: 'unknown_recipient' } as const;

const exists = (username: string) => (usernames as readonly string[]).includes(username.toLowerCase());

/** Pairs of users, as a request may name them: who talk, who do not, and who are not there. */
const pairs: readonly (readonly [string, string])[] = [
  ['ann', 'ben'],
  ['ben', 'ann'],
  ['ANN', 'Ben'],
  ['ann', 'ann'],
  ['ben', 'ben'],
  ['ann', 'cat'],
  ['cat', 'cat'],
  ['ann', 'ann-ben'],
  ['ann-ben', 'ann-ben'],
  ['ann.', 'ben'],
  ['ann', 'ben-'],
  ['an', 'benn'],
  ['ann', 'nobody-there'],
  ['ghost', 'ben'],
  ['ghost', 'nobody-there'],
  ['ghost', 'ghost'],
  ['ann', 'gone'],
  ['gone', 'gone'],
];

const zeros = '0'.repeat(26);

/** Every way to read. The ids are those of Ann's and Ben's conversation, whoever's is asked for. */
function waysToRead(ids: readonly MessageId[]): string[] {
  const [first, middle, last] = [ids[0], ids[115], ids.at(-1)];
  return [
    '',
    'pageSize=200&order=oldest',
    'total=true',
    'page=1',
    'page=2&pageSize=100',
    'page=2&pageSize=50&asOf=200&total=true',
    'page=9007199254740992&pageSize=200',
    `cursor=${last}`,
    `cursor=-${first}`,
    `cursor=${middle}&order=oldest`,
    `cursor=-${middle}&page=2&total=true`,
    `around=${middle}&order=oldest&asOf=200`,
    'at=2026-01-01T00:00:00Z&total=true',
    `after=${zeros}`,
    `after=${middle}&total=true`,
    `after=${middle}&poll=${first}&pageSize=1`,
  ];
}

/** Every reading of every pair by everybody. */
export const readings = ({ callers, ids }: Setting): Asked[] =>
  callers.flatMap((caller) => sampled(readingsBy(caller, ids)));

const readingsBy = (caller: Caller, ids: readonly MessageId[]): Asked[] =>
  pairs.flatMap(([userA, userB]) =>
    waysToRead(ids).map((way) => ({
      caller,
      route: `GET /messages?userA=${userA}&userB=${userB}${way && `&${way}`}`,
      due: dueToReader(caller, way, userA, userB),
      pair: [userA.toLowerCase(), userB.toLowerCase()],
    })),
  );

/** There are many lookalikes: of what each is refused every fifth is tried, which is another part for each pair. */
const sampled = (all: readonly Asked[]): Asked[] =>
  all.filter(({ caller, due }, index) => !isLookalike(caller) || due === 'done' || index % 5 === 0);

const isLookalike = ({ username }: Caller) => (lookalikes as readonly (string | undefined)[]).includes(username);

function dueToReader({ username }: Caller, way: string, ...pair: string[]): Due {
  if (!username) return unauthenticated;
  if (!pair.some((name) => name.toLowerCase() === username)) return notAParticipant;
  // A poll does not look.
  return pair.every(exists) || way.startsWith('after=') ? 'done' : unknownUser;
}

/** Keys that others have used, and some made to look like others' as they are stored. */
const keys = [undefined, "ann's key", "ben's key", "ann#ann's key", '#', 'ann#ben'];

/** Every message in everybody's name by everybody, but none with a key that its sender has used. */
export function writings({ callers }: Setting): Asked[] {
  const used = new Set(["ann#ann's key", "ben#ben's key"]);
  const first = new Set(used);
  const isNew = ({ due, headers, pair }: Asked) => {
    const key = headers?.['idempotency-key'];
    const note = `${pair[0]}#${key}`;
    // What a key decides comes before who the recipient is.
    if (!key || due === unknownRecipient) return !first.has(note);
    if (due !== 'done') return true;
    return !used.has(note) && Boolean(used.add(note));
  };
  return callers.flatMap((caller) => sampled(writingsBy(caller))).filter(isNew);
}

const writingsBy = (caller: Caller): Asked[] =>
  [...pairs, ...(caller.username ? [[caller.username, 'ann'] as const] : [])].flatMap(([sender, recipient]) =>
    keys.map((key, index) => ({
      caller,
      route: 'POST /messages',
      body: { sender, recipient, content: aText(`${index} by ${caller.name} as ${sender} to ${recipient}`) },
      headers: key ? { 'idempotency-key': key } : {},
      due: dueToSender(caller, sender, recipient),
      pair: [sender.toLowerCase(), recipient.toLowerCase()],
    })),
  );

function dueToSender({ username }: Caller, sender: string, recipient: string): Due {
  if (!username) return unauthenticated;
  if (sender.toLowerCase() !== username) return notTheSender;
  return exists(recipient) ? 'done' : unknownRecipient;
}

/** Everybody's inbox, asked for in each way, and everybody's receipts for everybody who talks. */
export const inboxes = ({ callers, ids }: Setting): Asked[] =>
  callers.flatMap((caller) => [
    ...['', '?pageSize=1', `?since=${zeros}`, `?cursor=9999-12-31T23_${ids[0]}`].map((query) => ({
      caller,
      route: `GET /conversations${query}`,
      due: dueToUser(caller),
      pair: [caller.username ?? ''],
    })),
    ...['ann', 'ben', 'cat', 'ann-ben', 'gone', 'nobody-there'].map((contact) => ({
      caller,
      route: 'PUT /receipts',
      body: { contact, readUpTo: ids.at(-1) },
      due: dueToReadOf(caller, contact),
      pair: [caller.username ?? '', contact],
    })),
  ]);

const dueToUser = ({ username }: Caller): Due => (username ? 'done' : unauthenticated);

function dueToReadOf({ username }: Caller, contact: string): Due {
  if (!username) return unauthenticated;
  const talks = ({ one, other }: (typeof conversations)[number]) =>
    (one === username && other === contact) || (one === contact && other === username);
  return conversations.some(talks) ? 'done' : unknownUser;
}

/** What else strangers may try: to end a session with what is none, to take a name, to log in with what is no password. */
export const otherRequests = ({ callers }: Setting): Asked[] =>
  callers.flatMap((caller) => {
    const others = { caller, pair: [] };
    const names = ['ann', 'BEN', 'ann-ben', 'Gone'];
    return [
      ...(caller.username
        ? []
        : ['DELETE /sessions', 'DELETE /sessions?all=true', 'DELETE /users/me'].map((route) => ({
            ...others,
            route,
            due: unauthenticated,
          }))),
      {
        ...others,
        route: 'PUT /users/me/password',
        body: { password: `password ${caller.token}`, newPassword: `another ${caller.token}` },
        due: caller.username ? wrongPassword : unauthenticated,
      },
      ...names.map((username) => ({
        ...others,
        route: 'POST /users',
        body: { username, password: aPassword },
        due: usernameTaken,
      })),
      {
        ...others,
        route: 'POST /sessions',
        body: { username: caller.username ?? 'nobody-there', password: `password ${caller.token}` },
        due: invalidCredentials,
      },
    ];
  });
