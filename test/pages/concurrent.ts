import type { Message } from '../../lib/messages/message.ts';
import type { Answer } from '../support/api.ts';
import { START } from './chat.ts';
import { type PageRequest, pageOf } from './model.ts';

/** What was so while a page was read. All that arrived is younger than all that is settled. */
type Meanwhile = {
  /** The messages that were settled before, oldest first. */
  readonly settled: readonly Message[];
  /** How many more had been acknowledged before the request was made. */
  readonly sure: readonly Message[];
  /** All that had been sent before the answer came, the sure ones among them: each may show, or not yet. */
  readonly possible: readonly Message[];
};

/**
 * What is wrong with an answer that was given while messages arrived. The design allows this and no more:
 *
 * - it shows the conversation as it was at some moment between request and answer, so every message that was
 *   acknowledged before the request is there, and counted;
 * - of messages that are not settled, those that arrive while the page is read may be counted, and not shown yet, or
 *   the other way round, so a page that begins or ends among them may move by as many places.
 */
export function concurrentFaults({ status, body }: Answer, request: PageRequest, meanwhile: Meanwhile): string[] {
  if (status !== 200) return [`the answer is ${status} ${JSON.stringify(body)}`];
  const { settled, sure, possible } = meanwhile;
  const shown: readonly Message[] = body.messages;
  const order: string = body.order;
  const oldestFirst = order === 'oldest' ? shown : shown.toReversed();
  const [first] = oldestFirst;
  const last = oldestFirst.at(-1);
  const faults: string[] = [];

  const all = new Map([...settled, ...possible].map((message) => [message.id, message]));
  if (oldestFirst.some(({ id }, index) => id <= (oldestFirst[index - 1]?.id ?? ''))) faults.push('it is out of order');
  if (oldestFirst.some((message) => !all.has(message.id))) faults.push('it shows what nobody sent');
  const ids = new Set(shown.map(({ id }) => id));
  const skipped = sure.filter(({ id }) => first && last && id > first.id && id < last.id && !ids.has(id));
  if (skipped.length > 0) faults.push(`it skips ${skipped.length} acknowledged messages`);

  const least = settled.length + sure.length;
  const most = settled.length + possible.length;
  const settledShown = oldestFirst.filter(({ id }) => !possible.some((message) => message.id === id));
  const matches = Array.from({ length: most - least + 1 }, (_, index) => least + index).some((count) => {
    return isPageOf(count, settledShown, body, request, meanwhile);
  });
  if (!matches) faults.push(`no count from ${least} to ${most} gives this page`);

  const { total } = body;
  const counts = (count: number) => Math.min(count, request.asOf ?? count);
  if (request.total && !(total.messages >= counts(least) && total.messages <= counts(most)))
    faults.push(`the total is ${total.messages}, with ${least} to ${most} messages`);
  return faults.map((fault) => `${JSON.stringify(request)}: ${fault}, ${shown.length} messages from ${first?.id}`);
}

/** Whether the settled part of a page, its length and its ends are those of a conversation of so many messages. */
function isPageOf(
  count: number,
  settledShown: readonly Message[],
  body: Answer['body'],
  request: PageRequest,
  { settled, possible }: Meanwhile,
): boolean {
  // Any of those that may have arrived stand for those that have: only their number counts here.
  const standIns = possible.slice(0, count - settled.length);
  const { messages, next, previous } = pageOf([...settled, ...standIns], START, request);
  const arrived = new Set(possible.map(({ id }) => id));
  const expected = messages.filter(({ id }) => !arrived.has(id));
  const inOrder = request.after || request.order === 'oldest' ? expected : expected.toReversed();
  return (
    messages.length === body.messages.length &&
    (next === null) === (body.next === null) &&
    (previous === undefined || (previous === null) === (body.previous === null)) &&
    inOrder.length === settledShown.length &&
    inOrder.every(({ id }, index) => id === settledShown[index]?.id)
  );
}
