import { createServer, request, type ServerResponse } from 'node:http';
import { endServer, listen } from './listen.ts';

/** How a store in trouble treats each request. */
export type Trouble = (response: ServerResponse) => void;

/** It takes the request and never answers. */
export const hang: Trouble = () => {};

export const cutConnection: Trouble = (response) => response.socket?.destroy();

/** It answers in another protocol than HTTP. */
export const talkNonsense: Trouble = (response) => response.socket?.end('220 mail.example.com ready\r\n');

/** It answers so, with the headers of DynamoDB. */
export const say =
  (status: number, body: string): Trouble =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'A-REQUEST' })
      .end(body);

/** It answers with an error, spelled as DynamoDB spells it. */
export const fail = (status: number, error: string) =>
  say(
    status,
    JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}`, message: 'a secret of the store' }),
  );

/** Stands before an engine: passes everything on until there is trouble. */
export async function troubledStore(engineUrl: string) {
  let trouble: Trouble | undefined;
  const server = createServer((incoming, response) => {
    if (trouble) return trouble(response);
    const { method, headers, url = '/' } = incoming;
    const passedOn = request(new URL(url, engineUrl), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    passedOn.on('error', () => response.destroy());
    incoming.pipe(passedOn);
  });

  return {
    url: await listen(server),
    /** From now on there is that trouble, or none. */
    now(next: Trouble | undefined) {
      trouble = next;
    },
    stop: () => endServer(server),
  };
}
