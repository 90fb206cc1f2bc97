/** @typedef {{ username: string, token: string }} Login */

const NAME = 'duologue';

/** Who was logged in at an API in this tab, before the page was loaded anew. @param {string} api @returns {(Login | null)[]} */
export function kept(api) {
  const { at, logins } = JSON.parse(sessionStorage.getItem(NAME) ?? '{}');
  return at === api ? logins : [];
}

/** Remembers who is logged in, for this tab and until it is closed. @param {string} api @param {(Login | undefined)[]} people */
export const keep = (api, people) =>
  sessionStorage.setItem(
    NAME,
    JSON.stringify({ at: api, logins: people.map((one) => one && { username: one.username, token: one.token }) }),
  );
