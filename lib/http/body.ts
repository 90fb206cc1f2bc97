import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { BodyTooLarge, LARGEST_BODY, MalformedJson, UnsupportedMediaType } from './errors.ts';

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
  if (!isUtf8(bytes)) throw new MalformedJson('The body is not valid UTF-8.');
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
