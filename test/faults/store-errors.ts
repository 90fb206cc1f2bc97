import { crc32 } from 'node:zlib';

/** An answer of the store: what it says, over HTTP. */
export type StoreAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

/** The errors of a store in trouble, as DynamoDB and what stands before it spell them. */
const errors = {
  internal: { status: 500, type: 'com.amazonaws.dynamodb.v20120810#InternalServerError' },
  unavailable: { status: 503, type: 'com.amazon.coral.availability#ServiceUnavailable' },
  overThroughput: { status: 400, type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' },
  overRequests: { status: 400, type: 'com.amazonaws.dynamodb.v20120810#RequestLimitExceeded' },
  throttled: { status: 400, type: 'com.amazon.coral.availability#ThrottlingException' },
  /** Of a request that was signed more than 5 minutes ago, or ahead. */
  expired: { status: 400, type: 'com.amazon.coral.service#InvalidSignatureException', message: 'Signature expired' },
  /** From something on the way that knows no DynamoDB. */
  badGateway: { status: 502, type: undefined },
} as const;

/** One of the errors of a store in trouble. */
export type StoreError = keyof typeof errors;

/** All of them. */
export const storeErrors = Object.keys(errors) as StoreError[];

/** Those that say "too much", after which nothing was done. */
export const throttlingErrors = ['overThroughput', 'overRequests', 'throttled'] as const satisfies StoreError[];

/** The answer that carries an error, with DynamoDB's checksum of the body or without. */
export function errorAnswer(error: StoreError, checksum: boolean): StoreAnswer {
  const { status, type, message }: { status: number; type?: string | undefined; message?: string } = errors[error];
  const body = Buffer.from(
    type ? JSON.stringify({ __type: type, message: message ?? `fault: ${error}` }) : '<h1>Bad Gateway</h1>',
  );
  return {
    status,
    headers: {
      'content-type': type ? 'application/x-amz-json-1.0' : 'text/html',
      'content-length': String(body.length),
      ...(checksum && type && { 'x-amz-crc32': String(crc32(body)) }),
    },
    body,
  };
}
