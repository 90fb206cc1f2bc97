import {
  asking,
  badInput,
  changePassword,
  deleteUser,
  fetchBy,
  fetchPage,
  invalid,
  logIn,
  logOut,
  malformed,
  refused,
  saying,
  send,
  signUp,
  unauthenticated,
  under,
  withToken,
} from './bad-input-request.ts';

const badNames: readonly (readonly [what: string, username: unknown])[] = [
  ['left out', undefined],
  ['that is null', null],
  ['that is a number', 42],
  ['in an array', ['ann']],
  ['of one character', 'a'],
  ['of 33 characters', 'a'.repeat(33)],
  ['with a #', 'ann#ben'],
  ['with a newline after it', 'ann\n'],
  ['in Cyrillic letters', '\u0430nn'],
  ['that is __proto__', '__proto__'],
  ['with a lone surrogate', 'ann\udfff'],
];

const names = badNames.flatMap(([what, name]) => [
  badInput(`a message with a sender ${what}`, send({ sender: name }), invalid('/sender')),
  badInput(`a message with a recipient ${what}`, send({ recipient: name }), invalid('/recipient')),
]);

const tooLarge = ' '.repeat(64 * 1024 + 1);
const plainText = { 'content-type': 'text/plain' };
const dead = 'Bearer <dead>';
const stranger = 'Bearer unknown';
const notTheSender = refused(403, 'not_the_sender');
const notAParticipant = refused(403, 'not_a_participant');
const unknownUser = refused(404, 'unknown_user');

/** No or a malformed token comes first: 401, whatever else is wrong. */
const tokenFirst = [
  badInput('no token and an empty body', withToken(undefined, saying('', send())), unauthenticated),
  badInput('no token and malformed JSON', withToken(undefined, saying('{', send())), unauthenticated),
  badInput('no token and an invalid message', withToken(undefined, send({ content: 1 })), unauthenticated),
  badInput('no token and too large a body', withToken(undefined, saying(tooLarge, send())), unauthenticated),
  badInput('no token and no JSON', withToken(undefined, under(plainText, send())), unauthenticated),
  badInput('no token and invalid parameters', withToken(undefined, fetchPage('page=0')), unauthenticated),
  badInput('no token and an invalid cursor', withToken(undefined, fetchPage('cursor=a')), unauthenticated),
  badInput('no token and a parameter for a log-out', withToken(undefined, asking('x=1', logOut)), unauthenticated),
  badInput('a malformed token and malformed JSON', withToken(stranger, saying('{', send())), unauthenticated),
  badInput('a malformed token and an invalid page', withToken(stranger, fetchPage('page=0')), unauthenticated),
];

/** Then the form of the request: 400, 413, 415, whatever the session. */
const formSecond = [
  badInput('a dead token and malformed JSON', withToken(dead, saying('{', send())), malformed),
  badInput('a dead token and an invalid message', withToken(dead, send({ content: 1 })), invalid('/content')),
  badInput(
    'a dead token and too large a body',
    withToken(dead, saying(tooLarge, send())),
    refused(413, 'body_too_large'),
  ),
  badInput(
    'a dead token and no JSON',
    withToken(dead, under(plainText, send())),
    refused(415, 'unsupported_media_type'),
  ),
  badInput('a dead token and an invalid page', withToken(dead, fetchPage('page=0')), invalid('?page')),
  badInput(
    'a dead token and an invalid cursor',
    withToken(dead, fetchPage('cursor=a')),
    refused(400, 'invalid_cursor'),
  ),
  badInput('a dead token and a parameter for a log-out', withToken(dead, asking('x=1', logOut)), invalid('?x')),
  badInput('another as the sender and an empty text', send({ sender: 'ben', content: {} }), invalid('/content/type')),
  badInput('an unknown recipient and an unknown field', send({ recipient: 'nobody', x: 1 }), invalid('/x')),
  badInput('a conversation of others and a bad page', fetchBy('userA=ben&userB=cat&page=0'), invalid('?page')),
  badInput('a taken name and a short password', signUp({ username: 'ann', password: 'a' }), invalid('/password')),
  badInput('an unknown user and an empty password', logIn({ username: 'nobody', password: '' }), invalid('/password')),
  badInput(
    'a wrong password and a short new one',
    changePassword({ password: 'wrong', newPassword: 'a' }),
    invalid('/newPassword'),
  ),
  badInput(
    'a dead token and a short new password',
    withToken(dead, changePassword({ newPassword: 'a' })),
    invalid('/newPassword'),
  ),
  badInput('a dead token and a parameter for a deletion', withToken(dead, asking('x=1', deleteUser)), invalid('?x')),
];

/** Then the session: 401, whoever is named. */
const sessionThird = [
  badInput('a dead token and another as the sender', withToken(dead, send({ sender: 'ben' })), unauthenticated),
  badInput('a dead token and an unknown recipient', withToken(dead, send({ recipient: 'nobody' })), unauthenticated),
  badInput(
    'a dead token and a wrong password',
    withToken(dead, changePassword({ password: 'wrong' })),
    unauthenticated,
  ),
  badInput('a dead token and others', withToken(dead, fetchBy('userA=ben&userB=cat')), unauthenticated),
  badInput('a dead token and an unknown user', withToken(dead, fetchBy('userA=ann&userB=nobody')), unauthenticated),
];

/** Then whose it is: 403, whether or not the others exist. Then 404. */
const rightsFourth = [
  badInput('another as the sender', send({ sender: 'ben', recipient: 'ann' }), notTheSender),
  badInput('another as the sender, to themself', send({ sender: 'ben', recipient: 'ben' }), notTheSender),
  badInput('an unknown sender', send({ sender: 'nobody', recipient: 'ben' }), notTheSender),
  badInput(
    'another as the sender and an unknown recipient',
    send({ sender: 'ben', recipient: 'nobody' }),
    notTheSender,
  ),
  badInput('an unknown recipient', send({ recipient: 'nobody' }), refused(404, 'unknown_recipient')),
  badInput('a conversation of others', fetchBy('userA=ben&userB=cat'), notAParticipant),
  badInput('a conversation of another with themself', fetchBy('userA=ben&userB=ben'), notAParticipant),
  badInput('others and an unknown user', fetchBy('userA=ben&userB=nobody'), notAParticipant),
  badInput('two unknown users', fetchBy('userA=nobody&userB=nobody2'), notAParticipant),
  badInput('others at a cursor', fetchBy(`userA=ben&userB=cat&cursor=${'0'.repeat(26)}`), notAParticipant),
  badInput('others at a page', fetchBy('userA=ben&userB=cat&page=7'), notAParticipant),
  badInput('an unknown user', fetchBy('userA=ann&userB=nobody'), unknownUser),
  badInput('an unknown user, named first', fetchBy('userA=nobody&userB=ann'), unknownUser),
  badInput('an unknown user at a page', fetchBy('userA=ann&userB=nobody&page=7'), unknownUser),
  badInput('an unknown user at a cursor', fetchBy(`userA=ann&userB=nobody&cursor=-${'0'.repeat(26)}`), unknownUser),
];

/** Parameters where a route takes none, and faults in several parts of a request. */
const everywhere = [
  badInput('a parameter for a sign-up', asking('x=1', signUp()), invalid('?x')),
  badInput('a parameter for a log-in', asking('username=ann', logIn()), invalid('?username')),
  badInput('a parameter for a message', asking('sender=ann', send()), invalid('?sender')),
  badInput('a parameter for a log-out', asking('x=1', logOut), invalid('?x')),
  badInput('a log-out of all without a value', asking('all', logOut), invalid('?all')),
  badInput('a log-out of all of yes', asking('all=yes', logOut), invalid('?all')),
  badInput('a log-out of all in capitals', asking('all=TRUE', logOut), invalid('?all')),
  badInput('a log-out of all twice', asking('all=true&all=true', logOut), invalid('?all')),
  badInput('broken parameters for a log-out', asking('%&__proto__&a=1&a=2', logOut), invalid('?%', '?__proto__', '?a')),
  badInput(
    'faults in the parameters, the names and the content',
    asking('x=1&y', send({ sender: 1, recipient: undefined, content: { type: 'text', text: '', x: 1 }, id: 'a' })),
    invalid('/content/text', '/content/x', '/id', '/recipient', '/sender', '?x', '?y'),
  ),
  badInput('a message of nothing', saying('{}', send()), invalid('/content', '/recipient', '/sender')),
  badInput('a message with a time of its own', send({ sentAt: '2020-01-01T00:00:00.000Z' }), invalid('/sentAt')),
  badInput(
    'a message with a field __proto__',
    saying('{"sender":"ann","recipient":"ben","content":{"type":"text","text":"a"},"__proto__":{}}', send()),
    invalid('/__proto__'),
  ),
];

/** Names in messages, and what comes before what where a request is wrong in several ways. */
export const badInOrder = [...names, ...tokenFirst, ...formSecond, ...sessionThird, ...rightsFourth, ...everywhere];
