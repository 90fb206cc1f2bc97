import { ulid } from 'ulid';
import { highestId, type MessageId, timeOf } from '../../lib/messages/message.ts';
import type { Answer } from '../support/api.ts';
import { bookmarkFaults, bookmarkItemsOf, deleteBookmarks } from './bookmarks.ts';
import { type Chat, connect } from './chat.ts';
import { diceOf } from './dice.ts';
import { differences } from './differences.ts';
import { type ExpectedPage, type PageRequest, pageOf } from './model.ts';
import { idOf, type Operation, requestOf } from './operations.ts';

/** A link of an answer: where it leads, by the product and by the model. */
type Link = { readonly name: 'next' | 'previous' | 'poll'; readonly url: string; readonly request: PageRequest };

/** Plays a sequence, step by step, on the product and on the model. Gives what differs: nothing, where all is well. */
export async function play(chat: Chat, sequence: readonly Operation[]): Promise<string[]> {
  let links: Link[] = [];

  for (const [index, operation] of sequence.entries()) {
    const found = await step(operation);
    if (found.length > 0) return found.map((difference) => `step ${index + 1}, ${difference}`);
  }
  return bookmarkFaults(await bookmarkItemsOf(connect().database, chat.conversation), chat.stored, chat.latest);

  async function step(operation: Operation): Promise<string[]> {
    switch (operation.kind) {
      case 'fetch': {
        const request = requestOf(operation, chat.stored);
        return check(request, await chat.fetch(request));
      }
      case 'follow':
        return follow(operation.link, operation.times);
      case 'send':
        for (let number = 0; number < operation.count; number++)
          await chat.send(operation.sender, 'y'.repeat(operation.length));
        return [];
      case 'send at once':
        await Promise.all(Array.from({ length: operation.senders }, (_, index) => chat.send(index % 2 === 0 ? 0 : 1)));
        return [];
      case 'land late': {
        const dice = diceOf(operation.by);
        const newId = () => ulid(chat.latest - operation.by, dice) as MessageId;
        await chat.store(Array.from({ length: operation.count }, newId).filter(isNew));
        return [];
      }
      case 'fence': {
        const dice = diceOf(operation.seed);
        const time = timeOf(idOf(operation.near, chat.stored));
        const ids = Array.from(
          { length: operation.count },
          (_, index) => ulid(Math.min(time + index, timeOf(highestId)), dice) as MessageId,
        );
        await chat.fence(ids.filter(isNew));
        return [];
      }
      case 'move the clock':
        chat.moveClock(operation.by);
        return [];
      case 'delete bookmarks': {
        const dice = diceOf(operation.seed);
        await deleteBookmarks(connect().database, chat.conversation, () => dice() <= operation.part);
        return [];
      }
    }
  }

  function isNew(id: MessageId) {
    return chat.stored.every((message) => message.id !== id);
  }

  function check(request: PageRequest, answer: Answer, name = ''): string[] {
    const expected = pageOf(chat.stored, chat.now, request);
    const found = differences(answer, expected);
    links = [...linksOf(answer, expected), ...links].slice(0, 8);
    return found.map((difference) => `${name}${JSON.stringify(request)}: ${difference}`);
  }

  async function follow(number: number, times: number): Promise<string[]> {
    let link = links[number];
    for (let time = 0; time < times && link; time++) {
      const { name, url, request }: Link = link;
      const found = check(request, await chat.follow(url), `following "${name}", ${url}, `);
      if (found.length > 0) return found;
      link = links.find((next) => next.name === name && next.url !== url);
    }
    return [];
  }
}

function linksOf({ body }: Answer, expected: ExpectedPage): Link[] {
  return (['next', 'previous', 'poll'] as const).flatMap((name) => {
    const request = expected[name];
    const url: unknown = body?.[name];
    if (!request || typeof url !== 'string') return [];
    // Whether a link asks for the total is left to it.
    const total = new URLSearchParams(url).get('total') === 'true' || undefined;
    return [{ name, url, request: { ...request, total } }];
  });
}
