/** @import { Exchange } from './client.js' */
import { curlOf } from './curl.js';
import { element, find } from './dom.js';

/** How many requests are kept to look at. */
const KEPT = 60;

/** The strip that shows the request behind each action, the latest first, as a curl to copy. @param {HTMLElement} strip */
export function requestStrip(strip) {
  const list = find(strip, 'ol', HTMLOListElement);
  const shown = find(strip, 'pre', HTMLPreElement);
  const copy = find(strip, 'button.copy', HTMLButtonElement);
  const latest = find(strip, 'summary .latest', HTMLElement);

  copy.addEventListener('click', async () => {
    // The clipboard is there for pages over HTTPS and of this machine only; elsewhere the text is selected.
    await navigator.clipboard?.writeText(shown.textContent ?? '').then(
      () => say('Copied'),
      () => select(),
    );
    if (!navigator.clipboard) select();
  });
  const say = (/** @type {string} */ word) => {
    copy.textContent = word;
    setTimeout(() => {
      copy.textContent = 'Copy';
    }, 1500);
  };
  const select = () => {
    getSelection()?.selectAllChildren(shown);
    say('Selected');
  };

  /** @param {HTMLElement} row @param {string} curl */
  function choose(row, curl) {
    for (const other of list.querySelectorAll('[aria-pressed=true]')) other.setAttribute('aria-pressed', 'false');
    row.setAttribute('aria-pressed', 'true');
    shown.textContent = curl;
  }

  return {
    /** Shows a request. One that repeats the row on top takes its place. @param {string} api @param {Exchange} exchange */
    add(api, exchange) {
      const { route, token, status, milliseconds, attempt } = exchange;
      const [method = '', path = ''] = route.split(' ');
      const who = token?.replace(/\.[^.]*$/, '') ?? '';
      const isPoll = /[?&](since|after)=/.test(path);
      const isBackground = isPoll || /^(GET \/conversations|PUT \/receipts)/.test(route);
      const curl = curlOf(api, exchange);
      const ok = status >= 200 && status < 300;
      const button = element(
        'button',
        { type: 'button', class: 'request', 'aria-pressed': 'false', onclick: () => choose(button, curl) },
        element('b', {}, method),
        element('span', { class: 'path' }, path),
        element('span', { class: 'who' }, who),
        element('span', { class: ok ? 'status' : 'status bad' }, status === 0 ? 'no answer' : String(status)),
        element('span', { class: 'took' }, attempt > 1 ? `try ${attempt}` : `${Math.round(milliseconds)} ms`),
      );
      const row = element('li', { 'data-poll': isPoll ? `${who} ${path.split('?')[0]}` : false }, button);

      // Polls come all the time: the latest of each kind is enough, and stays where the first one stood.
      const before = isPoll && list.querySelector(`[data-poll="${CSS.escape(row.dataset.poll ?? '')}"]`);
      if (before) {
        if (before.querySelector('[aria-pressed=true]')) choose(button, curl);
        before.replaceWith(row);
        return;
      }
      list.prepend(row);
      while (list.children.length > KEPT) list.lastElementChild?.remove();
      if (isBackground) return;
      latest.textContent = `${method} ${path.split('?')[0]} ${status || 'no answer'}`;
      choose(button, curl);
    },
  };
}
