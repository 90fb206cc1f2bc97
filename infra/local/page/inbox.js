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

  onSubmit(form, async (data) => {
    clearFaults(form);
    const contact = textOf(data, 'contact').trim().toLowerCase();
    if (contact === '') return;
    try {
      await open(contact);
      form.reset();
    } catch (error) {
      showFaults(form, error);
    }
  });

  function show() {
    const sorted = [...known.values()].sort((a, b) => (a.newest.id < b.newest.id ? 1 : -1));
    const focused = document.activeElement?.closest('li')?.getAttribute('data-contact');
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...sorted.map(toItem));
    empty.hidden = sorted.length > 0;
    if (hadFocus && focused)
      list.querySelector(`[data-contact="${CSS.escape(focused)}"] button`)?.dispatchEvent(new Event('refocus'));
  }

  /** @param {Conversation} conversation */
  function toItem({ contact, newest, unread }) {
    const count = unread >= MOST_UNREAD ? `${MOST_UNREAD}+` : String(unread);
    const button = element(
      'button',
      {
        type: 'button',
        class: 'entry',
        'aria-current': contact === chosen ? 'true' : 'false',
        onclick: () => open(contact).catch(() => {}),
      },
      element('bdi', { class: 'contact' }, contact),
      element('time', { datetime: newest.sentAt }, when(newest.sentAt)),
      element(
        'span',
        { class: 'summary', dir: 'auto' },
        (newest.sender === reader ? 'You: ' : '') + summaryOf(newest.content),
      ),
      ...(unread > 0 ? [element('span', { class: 'unread', 'aria-label': `${count} unread` }, count)] : []),
    );
    button.addEventListener('refocus', () => button.focus());
    return element('li', { 'data-contact': contact }, button);
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
