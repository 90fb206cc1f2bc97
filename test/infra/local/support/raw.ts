import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends these very bytes and gives everything that comes back: for what `fetch` would not send. */
export async function sendRaw(url: string, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  for (const part of parts) socket.write(part);
  return text(socket);
}

/** A request with exactly these header lines, after which the server hangs up. */
export const aRequest = (start: string, ...headers: readonly string[]): string =>
  [`${start} HTTP/1.1`, 'Connection: close', ...headers, '', ''].join('\r\n');

/** The JSON body of an answer that `sendRaw` gave. */
export const jsonOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

/** A request of which the server has read the headers and awaits the body. */
export async function beginRequest(url: string, length: number): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const headers = ['Host: a', 'Content-Type: application/json', `Content-Length: ${length}`, 'Expect: 100-continue'];
  socket.write(aRequest('POST /users', ...headers));
  await once(socket, 'data');
  return socket;
}
