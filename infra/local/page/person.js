/** @import { Conversation } from './api.d.ts' */
/** @import { Exchange, Session } from './client.js' */
import { account } from './account.js';
import { clientOf, Problem } from './client.js';
import { conversation } from './conversation.js';
import { find, fromTemplate } from './dom.js';
import { entrance } from './entrance.js';
import { inbox } from './inbox.js';

/** Between two polls, in milliseconds. An idle one costs some 3 read units. */
const POLL_EVERY = 2000;

/** Polls do not tell receipts: while one is awaited, the inbox is read anew at every so many polls. */
const RECEIPTS_EVERY = 3;

/**
 * One of the two people of the window: logged out, or with their inbox and one open conversation.
 * @param {{ title: string, api: string, onExchange: (exchange: Exchange) => void, onMakeUp: () => void,
 *   onChange: () => void }} options
 */
export function person({ title, api, onExchange, onMakeUp, onChange }) {
  const element = fromTemplate('person');
  const heading = find(element, 'h2', HTMLElement);
  const connection = find(element, '.connection', HTMLElement);
  const room = find(element, '.room', HTMLElement);
  const menu = account(find(element, '.account', HTMLDetailsElement), { session: () => session, onLeave: leave });

  // Repeats for as long as the window is open: it shows what it waits for, and people can stop it.
  const client = clientOf(api, {
    patience: Infinity,
    onExchange(exchange) {
      const isWell = exchange.status !== 0 && exchange.status !== 503;
      connection.textContent = isWell ? '' : `${exchange.status === 0 ? 'No answer' : 'Unavailable'}, trying again`;
      onExchange(exchange);
    },
  });

  /** @type {Session | undefined} */
  let session;
  /** @type {ReturnType<typeof inbox> | undefined} */
  let conversations;
  /** @type {Awaited<ReturnType<typeof conversation>> | undefined} */
  let opened;
  let stay = new AbortController();

  /** @param {string} why */
  function leave(why) {
    stay.abort();
    session = conversations = opened = undefined;
    heading.textContent = title;
    menu.show(undefined);
    const form = entrance({ client, onEnter: enter, onMakeUp });
    room.replaceChildren(form.element);
    form.say(why);
    onChange();
  }

  /** @param {Session} me @param {string} [madeUp] the password, where it was made up */
  function enter(me, madeUp) {
    session = me;
    stay = new AbortController();
    heading.textContent = me.username;
    menu.show(me, madeUp);
    const talk = fromTemplate('talk');
    room.replaceChildren(talk);
    conversations = inbox(find(talk, '.inbox', HTMLElement), { reader: me.username, open });
    conversations.focus();
    onChange();
    follow(me, stay.signal).catch((error) => {
      if (stay.signal.aborted) return;
      const isOver = error instanceof Problem && error.status === 401;
      leave(isOver ? 'This session has ended. Log in again.' : String(error.message ?? error));
    });
  }

  /** Reads the inbox, and then follows all conversations by one poll. @param {Session} me @param {AbortSignal} signal */
  async function follow(me, signal) {
    const first = await me.inbox();
    if (signal.aborted) return;
    take(first.conversations);
    const news = me.followingAll(first);
    for (let round = 1; ; round++) {
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
      if (signal.aborted) return;
      const told = await news({ signal });
      take(told);
      const { contact } = opened ?? {};
      if (told.some((one) => one.contact === contact)) await opened?.catchUp(signal);
      if (round % RECEIPTS_EVERY === 0 && awaitsReceipt(me)) take((await me.inbox()).conversations);
    }
  }

  /** @param {readonly Conversation[]} told */
  function take(told) {
    if (!conversations) return;
    if (told.length > 0) conversations.update(told);
    const current = opened && conversations.get(opened.contact);
    if (current) opened?.know(current);
    onChange();
  }

  /** @param {Session} me */
  function awaitsReceipt(me) {
    const current = opened && conversations?.get(opened.contact);
    return current?.newest.sender === me.username && (current.readByContact ?? '') < current.newest.id;
  }

  /** Opens the conversation with a contact. @param {string} contact */
  async function open(contact) {
    const me = session;
    if (!me || !conversations) return;
    const next = await conversation(me, contact, {
      onBack: () => show('inbox'),
      onChange: async () => take((await me.inbox()).conversations),
      onRead() {
        const known = conversations?.get(contact);
        if (known) conversations?.update([{ ...known, unread: 0 }]);
        onChange();
      },
    });
    if (session !== me) return;
    opened = next;
    conversations.choose(next.contact);
    find(room, '.conversation-place', HTMLElement).replaceChildren(next.element);
    show('conversation');
    next.start();
    take([]);
    next.focus();
  }

  /** On a narrow screen one of the two is seen. @param {'inbox' | 'conversation'} view */
  function show(view) {
    find(room, '.talk', HTMLElement).dataset.view = view;
    if (view === 'inbox') conversations?.focus();
  }

  leave('');
  return {
    element,
    client,
    enter,
    open,
    leave,
    name: () => session?.username ?? title,
    isIn: () => session !== undefined,
    unread: () => conversations?.unread() ?? 0,
  };
}
