import { gzipSync } from 'node:zlib';
import {
  badInput,
  invalid,
  logIn,
  malformed,
  nested,
  type Refusal,
  type Request,
  refused,
  saying,
  send,
  signUp,
  under,
} from './bad-input-request.ts';

type Body = readonly [what: string, body: string | Uint8Array];

const text = (request: Request): string => String(request.body);

const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part))));

const malformedBodies = (good: string): Body[] => [
  ['that is empty', ''],
  ['of white space', ' \r\n\t'],
  ['cut off', good.slice(0, -1)],
  ['with a bracket too many', `${good}}`],
  ['of two values', `${good} ${good}`],
  ['with a trailing comma', good.replace(/}$/, ',}')],
  ['with a byte order mark', `\ufeff${good}`],
  ['with a NUL after it', `${good}\0`],
  ['with a NUL in a string', good.replace(':"', ':"\0')],
  ['with a newline in a string', good.replace(':"', ':"\n')],
  ['with single quotes', good.replaceAll('"', "'")],
  ['with a bare field name', good.replace(/"(\w+)":/, '$1:')],
  ['with a comment', `/* hello */ ${good}`],
  ['with an unfinished escape', good.replace(':"', ':"\\u12')],
  ['with an unknown escape', good.replace(':"', ':"\\x41')],
  ['with no-break spaces between its parts', good.replace(':', ':\u00a0')],
  ['of form fields', 'username=ann&password=long+enough'],
  ['that is NaN', 'NaN'],
  ['that is undefined', 'undefined'],
  ['that is Infinity', '-Infinity'],
  ['that is a number with a leading zero', '01'],
  ['of 60,000 open brackets', '['.repeat(60_000)],
  ['with a byte that no UTF-8 has', bytes(good.slice(0, -2), 0xff, '"}')],
  ['with half a character of UTF-8', bytes(good.slice(0, -2), 0xe2, 0x82, '"}')],
  ['with an overlong character', bytes(good.slice(0, -2), 0xc0, 0xaf, '"}')],
  ['with a surrogate in UTF-8', bytes(good.slice(0, -2), 0xed, 0xa0, 0x80, '"}')],
  ['in Latin-1', Buffer.from(good.replace(':"', ':"\u00e9'), 'latin1')],
  ['in UTF-16', Buffer.from(good, 'utf16le')],
];

const notObjects: readonly Body[] = [
  ['that is null', 'null'],
  ['that is true', 'true'],
  ['that is a number', '42'],
  ['that is a string', '"hello"'],
  ['that is an empty array', '[]'],
  ['in an array', `[${text(signUp())}]`],
  ['of 30,000 arrays in each other', nested(30_000)],
];

const badContentTypes: readonly (readonly [what: string, contentType: string | readonly string[] | undefined])[] = [
  ['no content type', undefined],
  ['an empty content type', ''],
  ['text/plain', 'text/plain'],
  ['text/json', 'text/json'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['multipart', 'multipart/form-data; boundary=x'],
  ['another kind of JSON', 'application/merge-patch+json'],
  ['a name that begins like JSON', 'application/jsonp'],
  ['UTF-16', 'application/json; charset=utf-16'],
  ['Latin-1', 'application/json; charset=ISO-8859-1'],
  ['a content type that stands second', 'text/plain; application/json'],
  ['two content types', ['application/json', 'application/json']],
];

const tooLarge = refused(413, 'body_too_large');
const unsupported = refused(415, 'unsupported_media_type');

const routes: readonly (readonly [what: string, request: Request])[] = [
  ['a sign-up', signUp()],
  ['a log-in', logIn()],
  ['a message', send()],
];

const onEachRoute = (what: string, change: (request: Request) => Request, refusal: Refusal) =>
  routes.map(([route, request]) => badInput(`${route} with ${what}`, change(request), refusal));

/** The same body with white space behind it, up to that many bytes. */
const padded = (size: number, request: Request): Request => saying(text(request).padEnd(size), request);

/** An unknown field that holds the JSON given. */
const withField = (json: string, request: Request): Request =>
  saying(text(request).replace(/}$/, `,"more":${json}}`), request);

/** What every route that takes a body refuses of one, whatever it says. */
export const badBodies = [
  ...malformedBodies(text(signUp())).map(([what, body]) =>
    badInput(`a sign-up with a body ${what}`, saying(body, signUp()), malformed),
  ),
  ...malformedBodies(text(send())).map(([what, body]) =>
    badInput(`a message with a body ${what}`, saying(body, send()), malformed),
  ),
  ...notObjects.flatMap(([what, body]) =>
    onEachRoute(`a body ${what}`, (request) => saying(body, request), invalid('')),
  ),
  badInput('a log-in with an empty body', saying('', logIn()), malformed),
  badInput('a log-in with a trailing comma', saying('{"username":"ann",}', logIn()), malformed),
  badInput(
    'an empty body without a content type',
    under({ 'content-type': undefined }, saying('', signUp())),
    malformed,
  ),
  ...onEachRoute('30,000 arrays in a field', (request) => withField(nested(30_000), request), invalid('/more')),
  ...onEachRoute('a number beyond all in a field', (request) => withField('1e400', request), invalid('/more')),

  ...badContentTypes.map(([what, contentType]) =>
    badInput(`a sign-up under ${what}`, under({ 'content-type': contentType }, signUp()), unsupported),
  ),
  ...onEachRoute('plain JSON labelled gzip', (request) => under({ 'content-encoding': 'gzip' }, request), unsupported),
  ...onEachRoute(
    'a gzipped body',
    (request) => under({ 'content-encoding': 'gzip' }, saying(gzipSync(text(request)), request)),
    unsupported,
  ),
  ...onEachRoute('a form for a body', (request) => under({ 'content-type': 'text/plain' }, request), unsupported),

  ...onEachRoute('a body of 64 KiB and a byte', (request) => padded(64 * 1024 + 1, request), tooLarge),
  ...onEachRoute('a body of a megabyte', (request) => padded(1024 * 1024, request), tooLarge),
  badInput(
    'a message of 64 KiB and more in fewer characters',
    saying(JSON.stringify({ more: '€'.repeat(21_900) }), send()),
    tooLarge,
  ),
  badInput(
    'a message of 64 KiB and more in bytes that are not UTF-8',
    saying(Buffer.alloc(64 * 1024 + 1, 0xff), send()),
    tooLarge,
  ),
];
