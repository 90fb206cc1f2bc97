/** @import { Conversation } from './api.d.ts' */
import { element, find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';
import { summaryOf } from './message.js';

/** The most that is counted; a full hundred means a hundred or more. */
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
        ...(unread > 0 ? [element('span', { class: 'unread', 'aria-label': `${count} unread` }, count)] : []),
      ),
    );
  }

  return {
    /** Takes in what the API told of conversations. @param {readonly Conversation[]} conversations */
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

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** The time of today, else the date. @param {string} sentAt */
function when(sentAt) {
  const then = new Date(sentAt);
  return (then.toDateString() === new Date().toDateString() ? time : date).format(then);
}
