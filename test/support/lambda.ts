import type { Context } from 'aws-lambda';
import type { Handler } from '../../lib/http/endpoint.ts';
import type { Answer } from './api.ts';
import { expectDocumented } from './documented.ts';
import { anEvent, type EventOptions } from './lambda-event.ts';

/** Calls a handler with the event of such a request, in this process. The answer must be as the document says. */
export async function invoke(handler: Handler, route: string, options?: EventOptions): Promise<Answer> {
  const answer = await handler(anEvent(route, options), {} as Context);
  const { statusCode: status, body: text = '' } = answer;
  const received = new Headers(answer.headers);
  expectDocumented(route, { status, headers: received, text });
  return { status, headers: received, body: text && JSON.parse(text) };
}
