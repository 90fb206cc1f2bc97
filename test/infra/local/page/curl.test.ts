import { describe, expect, it } from '@jest/globals';
import { curlOf } from '../../../../infra/local/page/curl.js';

const api = 'http://127.0.0.1:3000';

describe('a request as a curl command', () => {
  it('has the token and the key in headers, and the body in quotes that a shell takes as they stand', () => {
    const body = { content: { type: 'text', text: `it's $HOME and "so" \\ on\n` } };

    expect(curlOf(api, { route: 'POST /messages', token: 'jack.secret', key: '1a', body })).toBe(
      String.raw`curl 'http://127.0.0.1:3000/messages' \
  -H "authorization: Bearer $TOKEN" \
  -H 'idempotency-key: 1a' \
  -H 'content-type: application/json' \
  -d '{"content":{"type":"text","text":"it'\''s $HOME and \"so\" \\ on\n"}}'`,
    );
  });

  it('has passwords in variables', () => {
    const body = { password: 'old', newPassword: 'new' };

    expect(curlOf(api, { route: 'PUT /users/me/password', token: 'jack.secret', body })).toContain(
      `curl -X PUT 'http://127.0.0.1:3000/users/me/password' \\\n`,
    );
    expect(curlOf(api, { route: 'POST /sessions', body })).toContain(
      `-d '{"password":"'"$PASSWORD"'","newPassword":"'"$NEW_PASSWORD"'"}'`,
    );
  });

  it('is no more than a URL for what reads without a token', () => {
    expect(curlOf(api, { route: 'GET /messages?userA=a&userB=b' })).toBe(
      `curl 'http://127.0.0.1:3000/messages?userA=a&userB=b'`,
    );
  });
});
