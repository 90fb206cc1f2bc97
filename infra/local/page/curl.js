/** @import { Exchange } from './client.js' */

/** A text in single quotes, for a shell; its own single quotes become '\''. */
const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The fields of a body that are not shown, each with the shell variable that replaces it. */
const secrets = { password: 'PASSWORD', newPassword: 'NEW_PASSWORD' };

/**
 * A request as a command for bash or zsh. Shell variables replace the token and passwords, so that it can be shown and
 * passed on.
 * @param {string} api @param {Pick<Exchange, 'route' | 'token' | 'body' | 'key'>} request
 */
export function curlOf(api, { route, token, body, key }) {
  const [method = '', path = ''] = route.split(' ');
  const hasOwnMethod = method === (body === undefined ? 'GET' : 'POST');
  return [
    `curl${hasOwnMethod ? '' : ` -X ${method}`} ${quoted(api + path)}`,
    ...(token === undefined ? [] : ['-H "authorization: Bearer $TOKEN"']),
    ...(key === undefined ? [] : [`-H ${quoted(`idempotency-key: ${key}`)}`]),
    ...(body === undefined ? [] : ["-H 'content-type: application/json'", `-d ${bodyOf(body)}`]),
  ].join(' \\\n  ');
}

/** @param {unknown} body */
function bodyOf(body) {
  const hidden = JSON.stringify(body, (name, value) =>
    name in secrets ? `\0${secrets[/** @type {keyof typeof secrets} */ (name)]}\0` : value,
  );
  return quoted(hidden).replaceAll(/\\u0000(\w+?)\\u0000/g, `'"$$$1"'`);
}
