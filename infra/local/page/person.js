/** @import { Conversation } from './api.d.ts' */
/** @import { Exchange, Session } from './client.js' */
import { account } from './account.js';
import { clientOf, Problem } from './client.js';
import { conversation } from './conversation.js';
import { find, fromTemplate } from './dom.js';
import { entrance } from './entrance.js';
import { sentenceOf } from './faults.js';
import { inbox } from './inbox.js';
import { unsentOf } from './kept.js';

/** @typedef {ReturnType<typeof conversation>} Talk */

/** Between two polls, in milliseconds. An idle one costs some 3 read units. */
const POLL_EVERY = 2000;

/** Polls do not tell receipts: while one is awaited, the inbox is read anew at every so many polls. */
const RECEIPTS_EVERY = 3;

/**
 * One of the two people of the window: logged out, or with their inbox and one open conversation.
 * @param {{ title: string, api: string, onExchange: (exchange: Exchange) => void, onRandomUsers: () => void,
 *   onChange: () => void }} options
 */
export function person({ title, api, onExchange, onRandomUsers, onChange }) {
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
      const trouble = exchange.status === 0 ? 'No answer' : 'Unavailable';
      connection.textContent = isWell ? '' : `${trouble}${session ? ', trying again' : ''}`;
      onExchange(exchange);
    },
  });

  /** @type {Session | undefined} */
  let session;
  /** @type {ReturnType<typeof inbox> | undefined} */
  let conversations;
  /** @type {Map<string, Talk>} those that were opened or have something on its way, by contact */
  const talks = new Map();
  /** @type {Talk | undefined} */
  let opened;
  let stay = new AbortController();

  /** Whether the user is at work here: else the focus stays where it is. */
  const hasFocus = () => element.contains(document.activeElement);

  /** @param {string} name */
  function rename(name) {
    heading.textContent = name;
    element.setAttribute('aria-label', name);
  }

  /** @param {string} why */
  function leave(why) {
    const hadFocus = hasFocus();
    stay.abort();
    session = conversations = opened = undefined;
    talks.clear();
    rename(title);
    menu.show(undefined);
    const form = entrance({ client, onEnter: enter, onRandomUsers });
    room.replaceChildren(form.element);
    form.say(why);
    if (hadFocus) form.focus();
    onChange();
  }

  /**
   * @param {Session} me
   * @param {{ password?: string, contact?: string | undefined }} [options] the password, where it is a random one; the contact
   *   whose conversation was open before the page was reloaded
   */
  function enter(me, { password, contact } = {}) {
    const hadFocus = hasFocus();
    session = me;
    stay = new AbortController();
    rename(me.username);
    menu.show(me, password);
    const talk = fromTemplate('talk');
    room.replaceChildren(talk);
    conversations = inbox(find(talk, '.inbox', HTMLElement), { reader: me.username, open });
    if (hadFocus) conversations.focus();
    for (const message of unsentOf(api, me.username).all()) talkWith(me, message.contact);
    if (contact) reopen(talkWith(me, contact));
    onChange();
    follow(me, stay.signal);
  }

  /** Reads the inbox, and then follows all conversations by one poll. @param {Session} me @param {AbortSignal} signal */
  async function follow(me, signal) {
    /** @type {ReturnType<Session['followingAll']> | undefined} */
    let news;
    for (let round = 0; !signal.aborted; round++) {
      try {
        if (news === undefined || (round % RECEIPTS_EVERY === 0 && awaitsReceipt(me))) {
          const all = await me.inbox();
          news ??= me.followingAll(all);
          if (!signal.aborted) take(all.conversations);
        }
        const told = await news({ signal });
        take(told);
        if (told.some(({ contact }) => contact === opened?.contact)) await opened?.catchUp(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Problem && error.status === 401) return leave('This session has ended. Log in again.');
        connection.textContent = sentenceOf(error);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
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

  /**
   * Takes in what was done here, before a poll tells of it.
   * @param {string} contact @param {Partial<Conversation>} changed
   */
  function change(contact, { newest, ...changed }) {
    const known = conversations?.get(contact);
    const latest = newest ?? known?.newest;
    if (latest)
      take([{ contact, unread: 0, readUpTo: null, readByContact: null, ...known, ...changed, newest: latest }]);
  }

  /** @param {Session} me */
  function awaitsReceipt(me) {
    const current = opened && conversations?.get(opened.contact);
    return current?.newest.sender === me.username && (current.readByContact ?? '') < current.newest.id;
  }

  /** The conversation with a contact, which sends what is on its way. @param {Session} me @param {string} contact */
  function talkWith(me, contact) {
    const talk =
      talks.get(contact) ??
      conversation(me, contact, {
        unsent: unsentOf(api, me.username),
        signal: stay.signal,
        onBack: () => show('inbox'),
        onSent: (newest) => change(contact, { newest }),
        onRead: () => change(contact, { unread: 0 }),
      });
    talks.set(contact, talk);
    return talk;
  }

  /** Opens the conversation with a contact. Throws what the API says against it. @param {string} contact */
  async function open(contact) {
    const me = session;
    if (!me) return;
    const isNew = !talks.has(contact);
    const next = talkWith(me, contact);
    try {
      await next.load();
    } catch (error) {
      if (isNew) talks.delete(contact);
      throw error;
    }
    if (session !== me) return;
    const hadFocus = hasFocus();
    put(next);
    next.start();
    if (hadFocus) next.focus();
  }

  /** Opens a conversation at once, with what is on its way, and reads it when the API answers. @param {Talk} talk */
  function reopen(talk) {
    put(talk);
    talk.load().then(talk.start, (error) => {
      if (opened === talk) connection.textContent = sentenceOf(error);
    });
  }

  /** @param {Talk} talk */
  function put(talk) {
    opened = talk;
    conversations?.choose(talk.contact);
    find(room, '.conversation-place', HTMLElement).replaceChildren(talk.element);
    show('conversation');
    take([]);
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
    session: () => session,
    contact: () => opened?.contact,
    name: () => session?.username ?? title,
    unread: () => conversations?.unread() ?? 0,
  };
}
