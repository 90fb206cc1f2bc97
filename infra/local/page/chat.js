/** @import { Conversation } from './api.d.ts' */
/** @import { Session } from './client.js' */
import { Problem } from './client.js';
import { conversation } from './conversation.js';
import { find, fromTemplate } from './dom.js';
import { sentenceOf } from './faults.js';
import { inbox } from './inbox.js';
import { unsentOf } from './kept.js';

/** @typedef {ReturnType<typeof conversation>} Talk */

/** Between two polls, in milliseconds. An idle one costs some 3 read units. */
const POLL_EVERY = 2000;

/** Polls do not tell receipts: while one is awaited, every third round reads the inbox again. */
const RECEIPTS_EVERY = 3;

/**
 * What a user who is logged in sees: their conversations, of which one is open. One poll follows them all.
 * @param {Session} me
 * @param {{ api: string, signal: AbortSignal, onChange: () => void, onTrouble: (text: string) => void,
 *   onSessionEnd: () => void }} options `signal` is aborted when the user leaves
 */
export function chat(me, { api, signal, onChange, onTrouble, onSessionEnd }) {
  const element = fromTemplate('chat');
  const conversations = inbox(find(element, '.inbox', HTMLElement), { reader: me.username, open });
  const unsent = unsentOf(api, me.username);
  /** @type {Map<string, Talk>} those that were opened or have something on its way, by contact */
  const talks = new Map();
  /** @type {Talk | undefined} */
  let opened;

  /** Goes on as before the page was reloaded. @param {string} [contact] whose conversation was open */
  function start(contact) {
    for (const message of unsent.all()) talkWith(message.contact);
    if (contact) reopen(talkWith(contact));
    follow();
  }

  async function follow() {
    /** @type {ReturnType<Session['followingAll']> | undefined} */
    let poll;
    for (let round = 0; !signal.aborted; round++) {
      try {
        if (poll === undefined || (round % RECEIPTS_EVERY === 0 && awaitsReceipt())) {
          const all = await me.inbox();
          poll ??= me.followingAll(all);
          if (!signal.aborted) take(all.conversations);
        }
        const news = await poll({ signal });
        take(news);
        if (news.some(({ contact }) => contact === opened?.contact)) await opened?.catchUp(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Problem && error.status === 401) return onSessionEnd();
        onTrouble(sentenceOf(error));
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
    }
  }

  function awaitsReceipt() {
    const current = opened && conversations.get(opened.contact);
    return current?.newest.sender === me.username && (current.readByContact ?? '') < current.newest.id;
  }

  /** Shows conversations as the API tells of them. @param {readonly Conversation[]} told */
  function take(told) {
    if (told.length > 0) conversations.update(told);
    const current = opened && conversations.get(opened.contact);
    if (current) opened?.know(current);
    onChange();
  }

  /** Shows what was done here, before a poll tells of it. @param {string} contact @param {Partial<Conversation>} changed */
  function change(contact, changed) {
    const known = conversations.get(contact);
    const newest = changed.newest ?? known?.newest;
    if (newest) take([{ contact, unread: 0, readUpTo: null, readByContact: null, ...known, ...changed, newest }]);
  }

  /** The conversation with a contact, which sends what is on its way. @param {string} contact */
  function talkWith(contact) {
    const talk =
      talks.get(contact) ??
      conversation(me, contact, {
        unsent,
        signal,
        onBack: () => show('inbox'),
        onSent: (newest) => change(contact, { newest }),
        onRead: () => change(contact, { unread: 0 }),
      });
    talks.set(contact, talk);
    return talk;
  }

  /** Opens the conversation with a contact. Throws what the API says against it. @param {string} contact */
  async function open(contact) {
    const isNew = !talks.has(contact);
    const talk = talkWith(contact);
    try {
      await talk.load();
    } catch (error) {
      if (isNew) talks.delete(contact);
      throw error;
    }
    if (signal.aborted) return;
    const hadFocus = element.contains(document.activeElement);
    put(talk);
    talk.start();
    if (hadFocus) talk.focus();
  }

  /** Opens a conversation at once, with what is on its way, and reads it when the API answers. @param {Talk} talk */
  function reopen(talk) {
    put(talk);
    talk.load().then(talk.start, (error) => {
      if (!signal.aborted) onTrouble(sentenceOf(error));
    });
  }

  /** @param {Talk} talk */
  function put(talk) {
    opened = talk;
    conversations.choose(talk.contact);
    find(element, '.conversation-place', HTMLElement).replaceChildren(talk.element);
    show('conversation');
    take([]);
  }

  /** On a narrow screen one of the two is seen. @param {'inbox' | 'conversation'} view */
  function show(view) {
    element.dataset.view = view;
    if (view === 'inbox') conversations.focus();
  }

  return {
    element,
    start,
    open,
    contact: () => opened?.contact,
    unread: conversations.unread,
    focus: conversations.focus,
  };
}
