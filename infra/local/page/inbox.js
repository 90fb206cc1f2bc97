/** @import { Conversation } from './api.d.ts' */
import { element, find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';
import { summaryOf, timeOf } from './message.js';

/** The API counts up to here, so this many means this many or more. */
const MOST_UNREAD = 100;

/**
 * The conversations of a person, the latest first.
 * @param {HTMLElement} nav @param {{ reader: string, open: (contact: string) => Promise<void> }} options
 */
export function inbox(nav, { reader, open }) {
  const list = find(nav, 'ul', HTMLUListElement);
  const empty = find(nav, '.empty', HTMLElement);
  const form = find(nav, '.write-to', HTMLFormElement);
  /** @type {Map<string, Conversation>} */
  const known = new Map();
  let chosen = '';
  nav.setAttribute('aria-label', `Conversations of ${reader}`);

  function show() {
    const focused = list.querySelector('li:focus-within')?.getAttribute('data-contact');
    const sorted = [...known.values()].sort((a, b) => (a.newest.id < b.newest.id ? 1 : -1));
    list.replaceChildren(...sorted.map(toItem));
    empty.hidden = sorted.length > 0;
    if (focused) find(list, `[data-contact="${CSS.escape(focused)}"] button`, HTMLElement).focus();
  }

  /** @param {string} contact */
  async function goTo(contact) {
    clearFaults(form);
    try {
      await open(contact);
      form.reset();
    } catch (error) {
      showFaults(form, error);
    }
  }

  onSubmit(form, async (data) => {
    const contact = textOf(data, 'contact').trim().toLowerCase();
    if (contact !== '') await goTo(contact);
  });

  /** @param {Conversation} conversation */
  function toItem({ contact, newest, unread }) {
    const count = unread >= MOST_UNREAD ? `${MOST_UNREAD}+` : String(unread);
    const preview = (newest.sender === reader ? 'You: ' : '') + summaryOf(newest.content);
    return element(
      'li',
      { 'data-contact': contact },
      element(
        'button',
        {
          type: 'button',
          class: 'entry',
          'aria-current': contact === chosen ? 'true' : 'false',
          onclick: () => goTo(contact),
        },
        element('bdi', { class: 'contact' }, contact),
        element('time', { datetime: newest.sentAt }, when(newest.sentAt)),
        element('span', { class: 'summary', dir: 'auto' }, preview),
        ...(unread > 0 ? [unreadBadge(count)] : []),
      ),
    );
  }

  return {
    /** Adds conversations, or replaces what was known of them. @param {readonly Conversation[]} conversations */
    update(conversations) {
      for (const conversation of conversations) known.set(conversation.contact, conversation);
      show();
    },

    /** @param {string} contact */
    choose(contact) {
      chosen = contact;
      show();
    },

    /** @param {string} contact */
    get: (contact) => known.get(contact),
    unread: () => [...known.values()].reduce((sum, { unread }) => sum + unread, 0),
    focus: () => find(form, 'input', HTMLInputElement).focus(),
  };
}

/** How many messages are unread. @param {string} count */
export const unreadBadge = (count) =>
  element('span', { class: 'unread' }, count, element('span', { class: 'hidden' }, ' unread'));

const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of today, else the date. @param {string} sentAt */
function when(sentAt) {
  const then = new Date(sentAt);
  return then.toDateString() === new Date().toDateString() ? timeOf(sentAt) : date.format(then);
}
