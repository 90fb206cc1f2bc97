/** @import { Content } from './api.d.ts' */

/**
 * What this tab remembers until it is closed, also when the page is reloaded.
 * @typedef {{ username: string, token: string, contact?: string | undefined }} Login whose conversation with `contact` is open
 * @typedef {{ contact: string, key: string, content: Content, since: number, isStopped: boolean }} Unsent
 *   a message not known to be stored, written at `since` in Unix milliseconds; stopped ones wait for their sender
 */

/** Who was logged in at an API before the page was reloaded. @param {string} api @returns {(Login | null)[]} */
export function keptLogins(api) {
  const { at, logins } = read('duologue', {});
  return at === api ? logins : [];
}

/** @param {string} api @param {(Login | undefined)[]} logins */
export const keepLogins = (api, logins) => write('duologue', { at: api, logins });

/** The messages of a user of an API that are not known to be stored, in the order of their writing. @param {string} api @param {string} sender */
export function unsentOf(api, sender) {
  const name = `duologue unsent ${sender} ${api}`;
  /** @type {() => Unsent[]} */
  const all = () => read(name, []);

  return {
    all,

    /** Adds a message, or takes in what has changed of it. @param {Unsent} message */
    keep(message) {
      const others = all();
      const index = others.findIndex(({ key }) => key === message.key);
      write(name, index < 0 ? [...others, message] : others.with(index, message));
    },

    /** @param {string} key */
    forget(key) {
      write(
        name,
        all().filter((message) => message.key !== key),
      );
    },
  };
}

/** @param {string} name @param {object} otherwise */
const read = (name, otherwise) => JSON.parse(sessionStorage.getItem(name) ?? JSON.stringify(otherwise));

/** @param {string} name @param {object} value */
function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Too large for the storage of a tab: it is used all the same, and a reload forgets it.
  }
}
