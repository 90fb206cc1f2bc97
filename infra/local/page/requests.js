/** @import { Exchange } from './client.js' */
import { curlOf } from './curl.js';
import { element, find } from './dom.js';

/** How many requests are kept to look at. */
const KEPT = 60;

/** The strip that shows the request behind each action, the latest first, as a curl to copy. @param {HTMLElement} strip */
export function requestStrip(strip) {
  const list = find(strip, 'ol', HTMLOListElement);
  const shown = find(strip, 'pre', HTMLPreElement);
  const copying = find(strip, '.copying', HTMLElement);
  const copyToken = find(copying, '.token', HTMLButtonElement);
  const latest = find(strip, 'summary .latest', HTMLElement);
  let token = '';

  onCopy(find(copying, '.command', HTMLButtonElement), () => shown.textContent ?? '', shown);
  onCopy(copyToken, () => `TOKEN='${token}'`);

  /** Shows a request as a curl. @param {HTMLElement} row @param {string} api @param {Exchange} exchange */
  function choose(row, api, exchange) {
    for (const other of list.querySelectorAll('[aria-pressed=true]')) other.setAttribute('aria-pressed', 'false');
    row.setAttribute('aria-pressed', 'true');
    shown.textContent = curlOf(api, exchange);
    token = exchange.token ?? '';
    copying.hidden = false;
    copyToken.hidden = token === '' || !navigator.clipboard;
  }

  return {
    /** Shows a request. A poll takes the place of the one before. @param {string} api @param {Exchange} exchange */
    add(api, exchange) {
      const { method, path, who } = partsOf(exchange);
      const poll = /[?&](since|after)=/.test(path) ? `${who} ${pathnameOf(path)}` : undefined;
      const button = rowOf(exchange, () => choose(button, api, exchange));
      const item = element('li', { 'data-poll': poll ?? false }, button);

      const before = poll && list.querySelector(`[data-poll="${CSS.escape(poll)}"]`);
      if (before) {
        if (before.querySelector('[aria-pressed=true]')) choose(button, api, exchange);
        replaceKeepingFocus(before, item);
        return;
      }
      list.prepend(item);
      while (list.children.length > KEPT) list.lastElementChild?.remove();
      const isAction = !poll && !/^(GET \/conversations|PUT \/receipts)/.test(exchange.route);
      if (!isAction) return;
      latest.textContent = `${method} ${pathnameOf(path)} ${exchange.status || 'no answer'}`;
      choose(button, api, exchange);
    },
  };
}

/** @param {Exchange} exchange @param {() => void} onclick */
function rowOf(exchange, onclick) {
  const { method, path, who } = partsOf(exchange);
  const { status, attempt, milliseconds } = exchange;
  const isOk = status >= 200 && status < 300;
  return element(
    'button',
    { type: 'button', class: 'request', 'aria-pressed': 'false', onclick },
    element('b', {}, method),
    element('span', { class: 'path' }, path),
    element('span', { class: 'who' }, who),
    element('span', { class: isOk ? 'status' : 'status bad' }, status === 0 ? 'no answer' : String(status)),
    element('span', { class: 'took' }, attempt > 1 ? `try ${attempt}` : `${Math.round(milliseconds)} ms`),
  );
}

/** The method and the path of a request, and who made it: a token begins with its user's name. @param {Exchange} exchange */
function partsOf({ route, token = '' }) {
  const [method = '', path = ''] = route.split(' ');
  return { method, path, who: token.replace(/\.[^.]*$/, '') };
}

const pathnameOf = (/** @type {string} */ path) => path.split('?')[0];

/** @param {Element} old @param {Element} fresh */
function replaceKeepingFocus(old, fresh) {
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (hadFocus) find(fresh, 'button', HTMLElement).focus();
}

/**
 * Copies a text at a click. There is a clipboard for pages over HTTPS and of this machine only: without it, the element
 * that shows the text is selected.
 * @param {HTMLButtonElement} button @param {() => string} text @param {HTMLElement} [shown]
 */
function onCopy(button, text, shown) {
  const label = button.textContent;
  const say = (/** @type {string} */ word) => {
    button.textContent = word;
    setTimeout(() => {
      button.textContent = label;
    }, 1500);
  };
  const select = () => {
    if (!shown) return say('Not allowed');
    getSelection()?.selectAllChildren(shown);
    say('Selected');
  };
  button.addEventListener('click', () => {
    if (navigator.clipboard) navigator.clipboard.writeText(text()).then(() => say('Copied'), select);
    else select();
  });
}
