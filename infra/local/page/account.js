/** @import { Session } from './client.js' */
import { find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';

/**
 * What a person can do with their account.
 * @param {HTMLDetailsElement} details @param {{ session: () => Session | undefined, onLeave: (why: string) => void }} options
 */
export function account(details, { session, onLeave }) {
  const change = find(details, '.change-password', HTMLFormElement);
  const leave = find(details, '.leave', HTMLFormElement);
  const done = find(change, '.done', HTMLElement);
  const created = find(details, '.created', HTMLElement);

  onSubmit(change, async (data) => {
    clearFaults(change);
    done.textContent = '';
    try {
      await session()?.changePassword(textOf(data, 'password'), textOf(data, 'newPassword'));
      change.reset();
      created.hidden = true;
      done.textContent = 'Changed. Every other session has ended.';
    } catch (error) {
      showFaults(change, error);
    }
  });

  onSubmit(leave, async (_, submitter) => {
    clearFaults(leave);
    const me = session();
    const way = submitter?.getAttribute('value');
    if (!me || (way === 'delete' && !confirm(`Delete ${me.username}? The name is never given again.`))) return;
    try {
      if (way === 'delete') await me.deleteUser();
      else await me.logOut({ everywhere: way === 'everywhere' });
      onLeave('');
    } catch (error) {
      showFaults(leave, error);
    }
  });

  details.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    details.open = false;
    find(details, 'summary', HTMLElement).focus();
  });
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !details.contains(target)) details.open = false;
  });

  return {
    /** @param {Session | undefined} me @param {string} [password] a random one, to be shown */
    show(me, password) {
      details.hidden = me === undefined;
      details.open = false;
      done.textContent = '';
      created.hidden = password === undefined;
      find(created, 'code', HTMLElement).textContent = password ?? '';
    },
  };
}
