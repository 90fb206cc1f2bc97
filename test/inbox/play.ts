import { isDeepStrictEqual } from 'node:util';
import { ulid } from 'ulid';
import { highestId, lowestId, type MessageId } from '../../lib/messages/message.ts';
import { diceOf } from '../pages/dice.ts';
import type { Answer } from '../support/api.ts';
import type { Circle } from './circle.ts';
import type { ExpectedInbox, InboxRequest } from './model.ts';
import type { Operation } from './operations.ts';

/** Where a reader goes on: a link as the product spells it, and as the model does. */
type Link = { readonly url: string; readonly request: InboxRequest };

/** Plays a sequence, step by step, on the product and on the model. Gives what differs: nothing, where all is well. */
export async function play(circle: Circle, sequence: readonly Operation[]): Promise<string[]> {
  const { model } = circle;
  const links = new Map<string, Link>();

  for (const [index, operation] of sequence.entries()) {
    const found = await step(operation, index);
    if (found.length > 0) return found.map((difference) => `step ${index + 1}, ${operation.kind}: ${difference}`);
  }
  // In the end everybody reads their inbox.
  const all: string[] = [];
  for (let reader = 0; reader < circle.people.length; reader++) all.push(...(await list(reader, { pageSize: 5 }, 3)));
  return all;

  async function step(operation: Operation, index: number): Promise<string[]> {
    switch (operation.kind) {
      case 'send': {
        const found: string[] = [];
        for (let number = 0; number < operation.count; number++)
          found.push(...(await send(operation.from, operation.to)));
        return found;
      }
      case 'send at once':
        return (await Promise.all(operation.pairs.map(([from, to]) => send(from, to)))).flat();
      case 'store':
        await store(operation, index);
        return [];
      case 'fail': {
        const [from, to] = [circle.member(operation.from), circle.member(operation.to)];
        const isAnyDeleted = [from, to].some(({ username }) => circle.deleted.has(username));
        if (!isAnyDeleted) await circle.fail(from, to, operation.later);
        return [];
      }
      case 'mark as read':
        return markRead(operation);
      case 'list':
        return list(operation.reader, { pageSize: operation.pageSize }, operation.pages);
      case 'go on': {
        const link = links.get(circle.member(operation.reader).username);
        return link ? goOn(operation.reader, link, operation.pages) : [];
      }
      case 'since': {
        const messages = model.of(circle.member(operation.reader).username, circle.member(operation.contact).username);
        const since = messages[Math.round(operation.at * (messages.length - 1))]?.id ?? lowestId;
        return list(operation.reader, { pageSize: operation.pageSize, since }, 2);
      }
      case 'move the clock':
        circle.now += operation.by;
        return [];
      case 'delete': {
        const member = circle.member(operation.who);
        if (!circle.deleted.has(member.username)) await circle.remove(member);
        return [];
      }
    }
  }

  async function send(from: number, to: number): Promise<string[]> {
    const [sender, recipient] = [circle.member(from), circle.member(to)];
    const { status } = await circle.send(sender, recipient);
    const expected = circle.deleted.has(sender.username) ? 401 : circle.deleted.has(recipient.username) ? 404 : 201;
    return status === expected ? [] : [`a send is answered ${status} instead of ${expected}`];
  }

  /** A history is older than all that its conversation holds, for else a send would not have put it there. */
  async function store({ from, to, count, step, ago }: Extract<Operation, { kind: 'store' }>, seed: number) {
    const [one, other] = [circle.member(from), circle.member(to)];
    const isAnyDeleted = [one, other].some(({ username }) => circle.deleted.has(username));
    if (isAnyDeleted || model.of(one.username, other.username).length > 0) return;
    const dice = diceOf(seed);
    const ids = Array.from(
      { length: count },
      (_, index) => ulid(circle.now - ago - (count - 1 - index) * step, dice) as MessageId,
    );
    await circle.store(one, other, ids.sort());
  }

  async function markRead({ reader, contact, at, is }: Extract<Operation, { kind: 'mark as read' }>) {
    const [me, other] = [circle.member(reader), circle.member(contact)];
    const messages = model.of(me.username, other.username);
    const stored = messages[Math.round(at * (messages.length - 1))]?.id ?? lowestId;
    const upTo = { stored, lowest: lowestId, highest: highestId }[is];

    const { status } = await circle.markRead(me, other, upTo);

    const isDeleted = circle.deleted.has(me.username);
    const expected = isDeleted ? 401 : model.read(me.username, other.username, upTo) ? 204 : 404;
    return status === expected ? [] : [`a receipt is answered ${status} instead of ${expected}`];
  }

  /** Lists an inbox from its first page, as far as so many pages. */
  async function list(reader: number, request: InboxRequest, pages: number): Promise<string[]> {
    const answer = await circle.list(circle.member(reader), request);
    return check(reader, request, answer, pages);
  }

  async function goOn(reader: number, { url, request }: Link, pages: number): Promise<string[]> {
    return check(reader, request, await circle.follow(circle.member(reader), url), pages);
  }

  async function check(reader: number, request: InboxRequest, answer: Answer, pages: number): Promise<string[]> {
    const { username } = circle.member(reader);
    if (circle.deleted.has(username))
      return answer.status === 401 ? [] : [`a deleted user is answered ${answer.status}`];
    const expected = model.inboxOf(username, circle.names, circle.now, request);
    const found = differences(answer, expected);
    if (found.length > 0) return found.map((difference) => `${JSON.stringify(request)}: ${difference}`);

    const { next, poll } = answer.body;
    links.set(username, { url: next ?? poll, request: (expected.next ?? expected.poll) as InboxRequest });
    return next && pages > 1 ? goOn(reader, links.get(username) as Link, pages - 1) : [];
  }
}

/** In which ways an answer differs from what the model expects. */
function differences({ status, headers, body }: Answer, { conversations, next, poll }: ExpectedInbox): string[] {
  if (status !== 200) return [`the answer is ${status} ${JSON.stringify(body)}`];
  const found: string[] = [];
  const compare = (name: string, actual: unknown, wanted: unknown) => {
    if (!isDeepStrictEqual(actual, wanted))
      found.push(`${name} is ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
  };
  const contacts = (all: readonly unknown[]) => all.map((one) => (one as { contact: string }).contact);
  compare('the order', contacts(body.conversations), contacts(conversations));
  if (found.length === 0) compare('a conversation', body.conversations, conversations);
  compare('next', parametersOf(body.next), next && spelled(next));
  compare('poll', parametersOf(body.poll), poll && spelled(poll));
  compare('the Link header', headers.get('link'), body.next && `<${body.next}>; rel="next"`);
  return found;
}

const parametersOf = (url: string | null) =>
  url && Object.fromEntries(new URL(url, 'https://api.example.com').searchParams);

const spelled = (request: InboxRequest) =>
  Object.fromEntries(
    Object.entries(request)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
