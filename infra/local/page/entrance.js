/** @import { Client, Session } from './client.js' */
import { find, fromTemplate, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';

/**
 * The form to sign up or log in with.
 * @param {{ client: Client, onEnter: (session: Session) => void, onRandomUsers: () => void }} options
 */
export function entrance({ client, onEnter, onRandomUsers }) {
  const form = /** @type {HTMLFormElement} */ (fromTemplate('entrance'));

  onSubmit(form, async (data, submitter) => {
    clearFaults(form);
    const credentials = { username: textOf(data, 'username'), password: textOf(data, 'password') };
    try {
      if (submitter?.getAttribute('value') !== 'logIn') await client.signUp(credentials);
      onEnter(await client.logIn(credentials));
    } catch (error) {
      showFaults(form, error);
    }
  });
  find(form, '.random-users', HTMLButtonElement).addEventListener('click', onRandomUsers);

  return {
    element: form,
    focus: () => find(form, '[name=username]', HTMLInputElement).focus(),
    say: (/** @type {string} */ text) => {
      find(form, '.problem', HTMLElement).textContent = text;
    },
  };
}
