/** What a handler returns to API Gateway: a response in payload format 2.0. */
export type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether `body` is base64 of the bytes to send. */
  readonly isBase64Encoded?: boolean;
};

type Headers = Readonly<Record<string, string>>;

/** On every answer: nothing may keep it, and nothing may guess at another type of content. */
export const onEveryAnswer = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** An answer of that status with a JSON body. */
export const json = (statusCode: number, body: unknown, headers: Headers = {}): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...onEveryAnswer, ...headers },
  body: JSON.stringify(body),
});

/** 200, with what was asked for. */
export const ok = <Body>(body: Body, headers?: Headers): Answer => json(200, body, headers);

/** 201, with what was made. */
export const created = <Body>(body: Body, headers?: Headers): Answer => json(201, body, headers);

/** 204: done, and there is nothing to say. */
export const noContent = (): Answer => ({ statusCode: 204, headers: onEveryAnswer });
