import { newKey, Problem } from './client.js';
import { element, find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';
import { unreadBadge } from './inbox.js';
import { keepLogins, keptLogins } from './kept.js';
import { person } from './person.js';
import { requestStrip } from './requests.js';

const main = find(document, 'main', HTMLElement);
const buttons = find(document, '.switch', HTMLElement);
const strip = requestStrip(find(document, '.requests', HTMLElement));
const form = find(document, '.api', HTMLFormElement);
const field = find(form, 'input', HTMLInputElement);

// Where there is room for one person only, the requests wait until they are asked for.
const room = matchMedia('(width >= 860px)');
const showRequests = () => {
  find(document, '.requests', HTMLDetailsElement).open = room.matches;
};
room.addEventListener('change', showRequests);
showRequests();

/** Which API is talked to: the one that stands in the address, as `#api=https://…`, or the one that served this page. */
const chosenApi = () => new URLSearchParams(location.hash.slice(1)).get('api') ?? location.origin;

/** @type {ReturnType<typeof person>[]} */
let people = [];

function begin() {
  for (const one of people) one.leave('');
  const api = chosenApi();
  const logins = keptLogins(api);
  field.value = api;
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

/** Signs up two users with random names and passwords, and opens their conversation. */
async function createRandomUsers() {
  const users = ['jack', 'algy'].map((name) => ({
    username: `${name}-${newKey().slice(0, 5)}`,
    password: newKey().slice(0, 12),
  }));
  try {
    await Promise.all(
      people.map(async (one, index) => {
        const credentials = users[index];
        if (one.session() || !credentials) return;
        await one.client.signUp(credentials);
        one.enter(await one.client.logIn(credentials), { password: credentials.password });
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
  const focused = [...buttons.children].indexOf(/** @type {Element} */ (document.activeElement));
  buttons.replaceChildren(
    ...people.map((one, index) =>
      element(
        'button',
        { type: 'button', 'aria-pressed': String(one.element.classList.contains('shown')), onclick: () => show(index) },
        element('bdi', {}, one.name()),
        ...(one.unread() > 0 ? [unreadBadge(String(one.unread()))] : []),
      ),
    ),
  );
  const again = buttons.children[focused];
  if (again instanceof HTMLElement) again.focus();
}

onSubmit(form, async (data) => {
  clearFaults(form);
  const api = URL.parse(textOf(data, 'api'));
  if (!api || !/^https?:$/.test(api.protocol)) {
    const detail = 'must be an http or https URL, such as the one that npm run deploy printed';
    showFaults(form, new Problem(0, { detail, errors: [{ pointer: '/api', detail }] }));
    return;
  }
  history.pushState(null, '', `#api=${encodeURIComponent(api.href.replace(/\/$/, ''))}`);
  begin();
});

function onChange() {
  showSwitch();
  keepLogins(
    chosenApi(),
    people.map((one) => {
      const session = one.session();
      return session && { username: session.username, token: session.token, contact: one.contact() };
    }),
  );
}

addEventListener('hashchange', begin);

begin();
