import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { BodyTooLarge, LARGEST_BODY, MalformedJson, UnsupportedMediaType } from './errors.ts';

/** U+FEFF in UTF-8, which some editors and clients put before a text. RFC 8259, section 8.1, forbids it in JSON. */
const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * The JSON value in the body of a request.
 *
 * Not middy's parser: it replaces what is not UTF-8, and refuses the key `__proto__` without saying where it stands.
 * A schema names that key like any unknown field, and `JSON.parse` makes it a plain property.
 *
 * @throws BodyTooLarge, UnsupportedMediaType, MalformedJson
 */
export function jsonBody({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): unknown {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY) throw new BodyTooLarge(bytes.length);
  if (bytes.length === 0) throw new MalformedJson('The body is empty. Send a JSON object.');
  if (!isJsonInUtf8(headers['content-type'])) throw new UnsupportedMediaType();
  const encoding = headers['content-encoding'];
  if (encoding) throw new UnsupportedMediaType(`The body has the Content-Encoding "${encoding}". Send it as it is.`);
  if (!isUtf8(bytes)) throw new MalformedJson('The body is not valid UTF-8.');
  if (bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
    throw new MalformedJson('The body begins with a byte order mark (U+FEFF). Send UTF-8 without one.');
  }
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new MalformedJson();
  }
}

const isJsonInUtf8 = (contentType = '') => {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  return type === 'application/json' && /^(charset="?utf-?8"?)?$/.test(charset ?? '');
};
