/** @import { Exchange, Session } from './client.js' */
import { account } from './account.js';
import { chat } from './chat.js';
import { clientOf } from './client.js';
import { find, fromTemplate } from './dom.js';
import { entrance } from './entrance.js';

/**
 * One of the two people of the window: logged out, or chatting.
 * @param {{ title: string, api: string, onExchange: (exchange: Exchange) => void, onRandomUsers: () => void,
 *   onChange: () => void }} options
 */
export function person({ title, api, onExchange, onRandomUsers, onChange }) {
  const element = fromTemplate('person');
  const heading = find(element, 'h2', HTMLElement);
  const connection = find(element, '.connection', HTMLElement);
  const room = find(element, '.room', HTMLElement);
  const menu = account(find(element, '.account', HTMLDetailsElement), { session: () => session, onLeave: leave });

  // It repeats requests for as long as the window is open: the page shows what it waits for, and a send can be stopped.
  const client = clientOf(api, {
    patience: Infinity,
    onExchange(exchange) {
      const isWell = exchange.status !== 0 && exchange.status !== 503;
      const trouble = exchange.status === 0 ? 'No answer' : 'Unavailable';
      say(isWell ? '' : `${trouble}${session ? ', trying again' : ''}`);
      onExchange(exchange);
    },
  });

  /** @type {Session | undefined} */
  let session;
  /** @type {ReturnType<typeof chat> | undefined} */
  let chatting;
  let stay = new AbortController();

  /** @param {string} why */
  function leave(why = '') {
    stay.abort();
    session = chatting = undefined;
    const form = entrance({ client, onEnter: enter, onRandomUsers });
    show(title, form);
    menu.show(undefined);
    form.say(why);
    onChange();
  }

  /**
   * @param {Session} me
   * @param {{ password?: string, contact?: string | undefined }} [options] a random password, to be shown; whose
   *   conversation was open before the page was reloaded
   */
  function enter(me, { password, contact } = {}) {
    stay = new AbortController();
    session = me;
    chatting = chat(me, {
      api,
      signal: stay.signal,
      onChange,
      onTrouble: say,
      onSessionEnd: () => leave('This session has ended. Log in again.'),
    });
    show(me.username, chatting);
    menu.show(me, password);
    chatting.start(contact);
    onChange();
  }

  /** Shows something else to this person. The focus stays where it is, if that is elsewhere. @param {string} name @param {{ element: HTMLElement, focus: () => void }} content */
  function show(name, content) {
    const hadFocus = element.contains(document.activeElement);
    heading.textContent = name;
    element.setAttribute('aria-label', name);
    room.replaceChildren(content.element);
    if (hadFocus) content.focus();
  }

  /** @param {string} text */
  function say(text) {
    connection.textContent = text;
  }

  leave();
  return {
    element,
    client,
    enter,
    leave,
    open: async (/** @type {string} */ contact) => chatting?.open(contact),
    name: () => session?.username ?? title,
    unread: () => chatting?.unread() ?? 0,
    /** What a tab keeps of it. */
    login: () => session && { username: session.username, token: session.token, contact: chatting?.contact() },
  };
}
