/** @import { Message, Page } from './api.d.ts' */
import { element, find } from './dom.js';
import { bubble, dayOf } from './message.js';

/** How many pages are in the document at once: enough to scroll, few enough for a long conversation. */
const MOST_PAGES = 5;

/** How many new messages may follow the newest page in the document. */
const MOST_NEW = 100;

/** How near to an edge, in pixels, scrolling fetches the page beyond it. */
const NEAR = 300;

/**
 * The part of a conversation that is shown: a few pages, read newest first and shown oldest first, that follow one
 * another. Scrolling fetches the page beyond an edge by its link, and drops the one that is farthest away.
 * @param {HTMLElement} log what scrolls
 * @param {{ reader: string, follow: (link: string) => Promise<Page>, onMove: () => void }} options
 */
export function pagesShown(log, { reader, follow, onMove }) {
  const place = find(log, '.pages-shown', HTMLElement);
  const earlier = find(log, '.earlier', HTMLButtonElement);
  const empty = find(log, '.empty', HTMLElement);

  /** @type {{ page: Page, list: HTMLOListElement }[]} the oldest first */
  let chunks = [];
  /** @type {Message[]} what came after the newest page was read */
  let since = [];
  let oldestOfNewest = '';
  let hasMissed = false;
  let underWay = false;

  const isAtNewest = () => chunks.at(-1)?.page.previous === null && chunks.at(-1)?.page.page === 1 && !hasMissed;
  /** How much is below the view, in pixels. */
  const below = () => log.scrollHeight - log.scrollTop - log.clientHeight;
  const isAtBottom = () => below() < 40;

  /** @param {Page} page */
  const chunkOf = (page) => ({ page, list: listOf(page, reader) });

  function settle() {
    earlier.hidden = !chunks[0]?.page.next;
    empty.hidden = chunks.some(({ page }) => page.messages.length > 0) || since.length > 0;
    if (isAtNewest()) for (const message of since) insert(place, message, reader);
    onMove();
  }

  /** @param {'older' | 'newer'} side */
  async function extend(side) {
    const link = side === 'older' ? chunks[0]?.page.next : chunks.at(-1)?.page.previous;
    if (underWay || !link) return;
    underWay = true;
    const shown = chunks;
    try {
      const chunk = chunkOf(await follow(link));
      if (chunks !== shown) return; // another page was jumped to meanwhile
      keepingView(log, place, () => {
        if (side === 'older') {
          chunks.unshift(chunk);
          place.prepend(chunk.list);
        } else {
          chunks.at(-1)?.list.after(chunk.list);
          chunks.push(chunk);
        }
        if (chunks.length > MOST_PAGES) (side === 'older' ? chunks.pop() : chunks.shift())?.list.remove();
      });
      settle();
    } catch {
      // The person's line of trouble shows why, and scrolling tries again.
    } finally {
      underWay = false;
    }
  }

  const toBottom = () => log.scrollTo({ top: log.scrollHeight });

  let wasAtBottom = true;
  log.addEventListener('scroll', () => {
    wasAtBottom = isAtBottom();
    if (log.scrollTop < NEAR) extend('older');
    if (below() < NEAR) extend('newer');
    onMove();
  });
  // The end stays in view when the form below grows, when the window changes, and when this is shown again.
  new ResizeObserver(() => {
    if (wasAtBottom) toBottom();
    onMove();
  }).observe(log);
  earlier.addEventListener('click', () => extend('older'));

  return {
    isAtNewest,
    isAtBottom,
    isAtEnd: () => isAtNewest() && isAtBottom(),
    below,
    toBottom,
    hasMissed: () => hasMissed,

    /** Shows a page instead of what is shown; what came since is kept. @param {Page} page @param {string} [time] to see */
    show(page, time) {
      chunks = [chunkOf(page)];
      place.replaceChildren(...chunks.map(({ list }) => list));
      settle();
      const sought = time && page.messages.findLast(({ sentAt }) => sentAt >= time);
      const item = sought && place.querySelector(`[data-id="${sought.id}"]`);
      for (const marked of place.querySelectorAll('.sought')) marked.classList.remove('sought');
      if (item) {
        item.classList.add('sought');
        item.scrollIntoView({ block: 'center' });
      } else toBottom();
    },

    /** Shows the newest page, which is read anew. @param {Page} page */
    showNewest(page) {
      since = [];
      hasMissed = false;
      oldestOfNewest = page.messages.at(-1)?.id ?? '';
      this.show(page);
    },

    /** Adds messages that came since. @param {readonly Message[]} messages */
    add(messages) {
      const known = new Set([...since, ...chunks.flatMap(({ page }) => page.messages)].map(({ id }) => id));
      // A first poll begins 30 s early, and may tell of messages that earlier pages hold.
      const news = messages.filter(({ id }) => !known.has(id) && id > oldestOfNewest);
      const stayAtBottom = isAtBottom();
      since.push(...news);
      if (since.length > MOST_NEW) hasMissed = true;
      settle();
      if (stayAtBottom && isAtNewest()) toBottom();
      return news;
    },

    /** The page that is seen in the middle, or the nearest one that has a number. */
    seen() {
      const { top, height } = log.getBoundingClientRect();
      const middle = top + height / 2;
      const page = chunks.find(({ list }) => list.getBoundingClientRect().bottom >= middle) ?? chunks.at(-1);
      return page?.page;
    },

    /** The newest message of that sender that stands in the document. @param {string} sender */
    newestOf: (sender) =>
      [...(chunks.at(-1)?.page.messages.toReversed() ?? []), ...since].filter((one) => one.sender === sender).at(-1),

    /** Says below my last message that was read that it was. @param {string | null} upTo */
    markRead(upTo) {
      const mine = [...place.querySelectorAll('.mine')].filter(
        (item) => upTo && (item.getAttribute('data-id') ?? '') <= upTo,
      );
      for (const old of place.querySelectorAll('.receipt')) old.remove();
      mine
        .at(-1)
        ?.querySelector('.meta')
        ?.append(element('span', { class: 'receipt' }, 'Read'));
    },
  };
}

/** Changes the items of a place without moving those in view. @param {HTMLElement} log @param {HTMLElement} place @param {() => void} change */
function keepingView(log, place, change) {
  const top = log.getBoundingClientRect().top;
  const inView = [...place.querySelectorAll('li')].filter((item) => item.getBoundingClientRect().bottom > top);
  const before = inView.map((item) => ({ item, top: item.getBoundingClientRect().top }));
  change();
  const anchor = before.find(({ item }) => item.isConnected);
  if (anchor) log.scrollTop += anchor.item.getBoundingClientRect().top - anchor.top;
}

/** Puts a message into the order of messages, unless it is there. @param {HTMLElement} place @param {Message} message @param {string} reader */
function insert(place, message, reader) {
  const all = [...place.querySelectorAll('[data-id]')];
  const before = all.findLast((other) => (other.getAttribute('data-id') ?? '') <= message.id);
  if (before?.getAttribute('data-id') === message.id) return;
  const isNewDay = before?.getAttribute('data-day') !== dayOf(message);
  const items = [...(isNewDay ? [divider(message)] : []), bubble(message, reader)];
  if (before) before.after(...items);
  else place.lastElementChild?.append(...items);
}

/** A page as a list, the oldest message first, with its number and its days between. @param {Page} page @param {string} reader */
function listOf({ messages, page }, reader) {
  const list = element('ol', { class: 'page', 'aria-label': page ? `Page ${page}` : 'A page' });
  let dayBefore = '';
  for (const message of messages.toReversed()) {
    const day = dayOf(message);
    if (day !== dayBefore) list.append(divider(message, dayBefore === '' ? page : null));
    dayBefore = day;
    list.append(bubble(message, reader));
  }
  return list;
}

/** @param {Message} message @param {number | null} [page] its number, where it begins */
const divider = (message, page) =>
  element(
    'li',
    { class: 'divider' },
    ...(page ? [element('span', { class: 'number' }, `Page ${page}`)] : []),
    element('span', {}, dayOf(message)),
  );
