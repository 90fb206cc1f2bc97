import type { Context } from 'aws-lambda';
import { isoTime } from '../../../lib/clock.ts';
import { endpoint } from '../../../lib/http/endpoint.ts';
import { pageAnswer } from '../../../lib/http/links.ts';
import { FetchMessagesRequest } from '../../../lib/http/requests/fetch-messages.ts';
import { lowestId, lowestIdOf, type Message, newMessageId } from '../../../lib/messages/message.ts';
import { labelled } from '../../../lib/pages/page.ts';
import { SETTLED_AFTER } from '../../../lib/pages/reader.ts';
import type { Username } from '../../../lib/users/username.ts';
import { play } from '../../demo/conversation.ts';
import { anEvent } from '../../support/lambda-event.ts';
import { token } from '../stub/answers.ts';

const [jack, algernon] = ['jack', 'algernon'] as [Username, Username];

/** What the two of the demo say to each other, a line every minute, up to now; newest first. */
const messages = play()
  .toReversed()
  .map(({ speaker, stored }, index): Message => {
    const time = Date.now() - index * 60_000;
    const [sender, recipient] = speaker === 'jack' ? [jack, algernon] : [algernon, jack];
    return { id: newMessageId(time), sender, recipient, sentAt: isoTime(time), content: stored };
  });

/** Asks for a page of so many messages, which are there without a store, with an `Accept-Encoding` or without. */
export function pageRequest(size: number, encoding?: string) {
  const shown = messages.slice(0, size);
  const next = labelled({ side: 'after', id: shown.at(-1)?.id ?? lowestId }, 2);
  const poll = { after: lowestIdOf(Date.now() - SETTLED_AFTER) };
  const page = { messages: shown, page: 1, pageSize: size, order: 'newest', asOf: null } as const;
  const handler = endpoint(FetchMessagesRequest, async ({ query }) =>
    pageAnswer(query, { ...page, next, previous: null, poll }),
  );

  const event = anEvent(`GET /messages?userA=algernon&userB=jack&pageSize=${size}`, { token });
  const headers = { ...event.headers, ...(encoding && { 'accept-encoding': encoding }) };
  const context = { getRemainingTimeInMillis: () => 10_000 } as Context;
  return () => handler({ ...event, headers }, context);
}
