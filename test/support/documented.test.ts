import { describe, expect, it } from '@jest/globals';
import { undocumented } from './documented.ts';

const always = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const json = { 'content-type': 'application/json', ...always };
const user = { username: 'alice', createdAt: '2026-03-12T19:03:57.000Z' };

const answered = (status: number, headers: Record<string, string>, body?: unknown) => ({
  status,
  headers: new Headers(headers),
  text: body === undefined ? '' : JSON.stringify(body),
});

describe('the check of an answer against the document', () => {
  it.each([
    ['a good answer', 'POST /users', answered(201, json, user)],
    ['no content', 'DELETE /sessions', answered(204, always)],
    ['API Gateway on an unknown path', 'GET /nowhere', answered(404, {}, { message: 'Not Found' })],
    ['API Gateway, throttled', 'POST /users', answered(429, { 'content-type': 'application/json' }, { message: 'x' })],
  ])('lets pass %s', (_, route, answer) => {
    expect(undocumented(route, answer)).toEqual([]);
  });

  it.each([
    ['another status', 'POST /users', answered(200, json, user), 'the status 200'],
    ['a field too many', 'POST /users', answered(201, json, { ...user, password: 'x' }), 'body/: password'],
    ['a name not folded', 'POST /users', answered(201, json, { ...user, username: 'Alice' }), 'body/username'],
    ['no Cache-Control', 'POST /users', answered(201, { 'content-type': json['content-type'] }, user), 'no header'],
    ['a header too many', 'POST /users', answered(201, { ...json, link: '</>; rel="next"' }, user), 'the header Link'],
    ['another content type', 'POST /users', answered(201, { ...json, 'content-type': 'text/html' }, user), 'text/html'],
    ['a body of none', 'DELETE /sessions', answered(204, json, {}), 'a body'],
    ['an unknown path answered', 'GET /nowhere', answered(200, json, {}), 'not the 404'],
  ])('finds %s', (_, route, answer, fault) => {
    expect(undocumented(route, answer)).toContainEqual(expect.stringContaining(fault));
  });
});
