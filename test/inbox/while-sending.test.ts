import { describe, expect, it } from '@jest/globals';
import type { Message, MessageId } from '../../lib/messages/message.ts';
import type { Username } from '../../lib/users/username.ts';
import { diceOf } from '../pages/dice.ts';
import { inFull, inFullOr, seed } from '../pages/full.ts';
import { aCircle, type Circle } from './circle.ts';

const SENDERS = 8;
const MESSAGES = inFullOr(4000, 160);

type Member = Circle['people'][number];

/** Whoever lists an inbox page by page and then polls, for ever; and what they have been told so far. */
async function follow(circle: Circle, me: Member, pageSize: number, isOver: () => boolean) {
  const sent: readonly Message[] = circle.sent;
  const told = new Map<Username, MessageId>();
  const missing: string[] = [];
  let url = `/conversations?pageSize=${pageSize}`;
  let readings = 0;

  for (let isLast = false; ; ) {
    isLast = isOver();
    const acknowledged = sent.length;
    await readToItsEnd();
    readings++;
    // A poll tells all in one page. What moves up while one scrolls is for the next poll, and in the end for the last.
    if (readings > 1 && (pageSize >= circle.people.length || isLast)) missing.push(...untold(acknowledged));
    if (isLast && readings > 1) return { missing, readings };
  }

  async function readToItsEnd() {
    for (;;) {
      const { status, body } = await circle.follow(me, url);
      if (status !== 200) throw new Error(`A reader is answered ${status} ${JSON.stringify(body)}`);
      for (const { contact, newest } of body.conversations) {
        if (newest.id > (told.get(contact) ?? '')) told.set(contact, newest.id);
      }
      url = body.next ?? body.poll;
      if (!body.next) return;
    }
  }

  /** Of the first so many acknowledged messages, those of conversations that were not told since. */
  function untold(count: number): string[] {
    return sent.slice(0, count).flatMap(({ id, sender, recipient }) => {
      if (sender !== me.username && recipient !== me.username) return [];
      const contact = sender === me.username ? recipient : sender;
      return id > (told.get(contact) ?? '') ? [`${me.username} was not told of ${id} with ${contact}`] : [];
    });
  }
}

describe(`while ${SENDERS} senders write ${MESSAGES} messages across an hour's edge, from seed ${seed}`, () => {
  it(
    'whoever lists their inbox and polls is told of every acknowledged message',
    async () => {
      const circle = await aCircle();
      const dice = diceOf(seed);
      const anyone = () => circle.member(Math.floor(dice() * 12));
      let begun = 0;
      let ended = 0;
      const sendAll = async () => {
        while (begun++ < MESSAGES) {
          circle.now += Math.floor(dice() * 50);
          // A 503 under load acknowledges nothing.
          await circle.send(anyone(), anyone());
        }
        ended++;
      };

      const [, ...readers] = await Promise.all([
        Promise.all(Array.from({ length: SENDERS }, sendAll)),
        ...[1, 2, 3, 50].map((pageSize, index) =>
          follow(circle, circle.member(index), pageSize, () => ended === SENDERS),
        ),
      ]);

      expect(circle.sent.length).toBeGreaterThan(MESSAGES / 2);
      expect(readers.flatMap((reader) => (reader as { missing: string[] }).missing)).toEqual([]);
    },
    inFull ? 1_800_000 : undefined,
  );
});
