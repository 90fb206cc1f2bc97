/** @import { Conversation, Message, Page } from './api.d.ts' */
/** @import { Session } from './client.js' */
/** @import { unsentOf } from './kept.js' */
import { announce } from './announce.js';
import { composer } from './composer.js';
import { find, fromTemplate } from './dom.js';
import { jumps } from './jumps.js';
import { summaryOf } from './message.js';
import { outbox } from './outbox.js';
import { pagesShown } from './pages-shown.js';

const PAGE_SIZE = '50';

/** From how far above the end, in pixels, there is a button to go there. */
const NEAR_END = 400;

/**
 * One conversation as its reader sees it, with what is being written and what is on its way.
 * @param {Session} session @param {string} contact
 * @param {{ unsent: ReturnType<typeof unsentOf>, signal: AbortSignal, onBack: () => void,
 *   onSent: (message: Message) => void, onRead: () => void }} options
 */
export function conversation(session, contact, { unsent, signal, onBack, onSent, onRead }) {
  /** @type {Page | undefined} */
  let opening;
  /** @type {ReturnType<Session['following']>} */
  let follow = async () => [];
  let missed = 0;
  let readUpTo = '';

  const element = fromTemplate('conversation');
  const log = find(element, '.log', HTMLElement);
  const toNewest = find(element, '.newest', HTMLButtonElement);
  find(element, 'h3', HTMLElement).textContent = contact === session.username ? `${contact} (yourself)` : contact;
  log.setAttribute('aria-label', `Messages with ${contact}`);
  find(element, '.back', HTMLButtonElement).addEventListener('click', onBack);
  toNewest.addEventListener('click', () => (shown.isAtNewest() ? shown.toBottom() : reopen()));
  document.addEventListener('visibilitychange', () => markRead(), { signal });

  const shown = pagesShown(log, {
    reader: session.username,
    follow: session.follow,
    onMove: () => look(),
  });

  const jump = jumps(find(element, '.jump', HTMLFormElement), {
    total: () => opening?.total,
    async read(parameters) {
      const page = await read({ ...parameters, ...(opening && { asOf: String(opening.asOf) }) });
      // Past the end a page is empty, and leads back to the last one.
      return page.messages.length === 0 && page.previous ? session.follow(page.previous) : page;
    },
    show: (page, time) => shown.show(page, time),
  });

  const write = composer(find(element, '.composer', HTMLFormElement), {
    contact,
    onContent: (content) => send(content),
  });
  const send = outbox(find(element, '.outbox', HTMLOListElement), {
    session,
    contact,
    unsent,
    signal,
    onRefused: write.takeBack,
    onSent(message) {
      shown.add([message]);
      if (shown.isAtNewest()) shown.toBottom();
      else reopen();
      onSent(message);
    },
  });

  /** @param {Record<string, string>} parameters */
  const read = (parameters) => session.page(contact, { pageSize: PAGE_SIZE, total: 'true', ...parameters });

  /** Reads the newest page. Throws what the API says against it: that there is no such user, for instance. */
  async function load() {
    opening = await read({ page: '1' });
    follow = session.following(opening);
    missed = 0;
  }

  /** Shows what was loaded. It must be in the document, for it scrolls to the end. */
  const start = () => opening && shown.showNewest(opening);

  /** Shows the newest page. Where that fails, the next poll shows why. */
  const reopen = () => load().then(start, () => {});

  /** Takes in which part is in view. */
  function look() {
    if (shown.isAtEnd()) missed = 0;
    jump.showPlace(shown.seen());
    toNewest.hidden = shown.isAtNewest() && shown.below() < NEAR_END;
    toNewest.textContent = missed > 0 ? `${missed} new ↓` : 'To the newest ↓';
    markRead();
  }

  /** Tells the contact how far the user has read, where the end is in view. */
  function markRead() {
    if (!element.isConnected || document.hidden || element.offsetParent === null) return;
    if (!shown.isAtEnd() || contact === session.username) return;
    const newest = shown.newestOf(contact);
    if (!newest || newest.id <= readUpTo) return;
    readUpTo = newest.id;
    session.markRead(contact, newest.id).then(onRead, () => {
      readUpTo = '';
    });
  }

  return {
    element,
    contact,
    focus: write.focus,
    load,
    start,

    /** Reads what came since. @param {AbortSignal} signal */
    async catchUp(signal) {
      const news = shown.add(await follow({ signal }));
      const theirs = news.filter(({ sender }) => sender === contact);
      if (!shown.isAtEnd()) missed += theirs.length;
      for (const { content } of theirs.slice(-3)) announce(`${contact}: ${summaryOf(content)}`);
      if (theirs.length > 0 && shown.hasMissed() && shown.isAtBottom()) await reopen();
      look();
    },

    /** What the inbox knows of it: how far each has read. @param {Conversation} told */
    know(told) {
      if ((told.readUpTo ?? '') > readUpTo) readUpTo = told.readUpTo ?? '';
      shown.markRead(told.readByContact);
    },
  };
}
