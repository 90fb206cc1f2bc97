import { newKey, Problem } from './client.js';
import { element, find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';
import { unreadBadge } from './inbox.js';
import { keepLogins, keptLogins } from './kept.js';
import { person } from './person.js';
import { requestStrip } from './requests.js';

const main = find(document, 'main', HTMLElement);
const apiForm = find(document, '.api', HTMLFormElement);
const apiField = find(apiForm, 'input', HTMLInputElement);
const switcher = find(document, '.switch', HTMLElement);
const requests = find(document, '.requests', HTMLDetailsElement);
const strip = requestStrip(requests);

/** @type {ReturnType<typeof person>[]} */
let people = [];

/** The API that the address names, as `#api=https://…`, or the one that served this page. */
const chosenApi = () => new URLSearchParams(location.hash.slice(1)).get('api') ?? location.origin;

/** Begins with the chosen API, and with those who were logged in there before the page was reloaded. */
function begin() {
  for (const one of people) one.leave();
  const api = chosenApi();
  const logins = keptLogins(api);
  apiField.value = api;
  people = ['First person', 'Second person'].map((title) =>
    person({
      title,
      api,
      onExchange: (exchange) => strip.add(api, exchange),
      onRandomUsers: createRandomUsers,
      onChange,
    }),
  );
  main.replaceChildren(...people.map((one) => one.element));
  show(0);
  for (const [index, login] of logins.entries()) {
    if (login) people[index]?.enter(people[index].client.session(login), { contact: login.contact });
  }
}

function onChange() {
  showSwitch();
  keepLogins(
    chosenApi(),
    people.map((one) => one.login()),
  );
}

/** Signs up users with random names and passwords for those who are logged out, and opens their conversation. */
async function createRandomUsers() {
  const names = ['jack', 'algy'];
  try {
    await Promise.all(
      people.map(async ({ client, login, enter }, index) => {
        if (login()) return;
        const password = newKey().slice(0, 12);
        const credentials = { username: `${names[index]}-${newKey().slice(0, 5)}`, password };
        await client.signUp(credentials);
        enter(await client.logIn(credentials), { password });
      }),
    );
    const [first, second] = people;
    if (first && second) await Promise.all([second.open(first.name()), first.open(second.name())]);
  } catch (error) {
    const entrance = main.querySelector('.entrance');
    if (entrance instanceof HTMLFormElement) showFaults(entrance, error);
  }
}

/** On a narrow screen one of the two is seen. @param {number} shown */
function show(shown) {
  for (const [index, one] of people.entries()) one.element.classList.toggle('shown', index === shown);
  showSwitch();
}

function showSwitch() {
  const focused = [...switcher.children].indexOf(/** @type {Element} */ (document.activeElement));
  switcher.replaceChildren(
    ...people.map((one, index) =>
      element(
        'button',
        { type: 'button', 'aria-pressed': String(one.element.classList.contains('shown')), onclick: () => show(index) },
        element('bdi', {}, one.name()),
        ...(one.unread() > 0 ? [unreadBadge(String(one.unread()))] : []),
      ),
    ),
  );
  const again = switcher.children[focused];
  if (again instanceof HTMLElement) again.focus();
}

onSubmit(apiForm, async (data) => {
  clearFaults(apiForm);
  const api = URL.parse(textOf(data, 'api'));
  if (!api || !/^https?:$/.test(api.protocol)) {
    const detail = 'must be an http or https URL, such as the one that npm run deploy printed';
    showFaults(apiForm, new Problem(0, { detail, errors: [{ pointer: '/api', detail }] }));
    return;
  }
  history.pushState(null, '', `#api=${encodeURIComponent(api.href.replace(/\/$/, ''))}`);
  begin();
});
addEventListener('hashchange', begin);

// Where there is room for one person only, the requests wait until they are asked for.
const wide = matchMedia('(width >= 860px)');
const showRequests = () => {
  requests.open = wide.matches;
};
wide.addEventListener('change', showRequests);
showRequests();

begin();
