/** @import { Message } from './api.d.ts' */
/** @import { Retry, Session } from './client.js' */
import { announce } from './announce.js';
import { newKey, Problem } from './client.js';
import { element } from './dom.js';
import { sentenceOf } from './faults.js';
import { contentOf } from './message.js';

/**
 * Messages on their way, one after the other. Each has a key from its first try on, which a try again repeats: whatever
 * became of the tries before, it is stored once.
 * @param {HTMLOListElement} list
 * @param {{ session: Session, contact: string, onSent: (message: Message) => void,
 *   onRefused: (content: any, problem: Problem) => void }} options
 */
export function outbox(list, { session, contact, onSent, onRefused }) {
  let turn = Promise.resolve();

  /** @param {any} content */
  function add(content) {
    const key = newKey();
    const note = element('span', { class: 'note' }, 'Sending…');
    const actions = element('span', { class: 'actions' });
    const item = element(
      'li',
      { class: 'message mine waiting' },
      preview(content),
      element('span', { class: 'meta' }, note, actions),
    );
    list.append(item);
    const button = (/** @type {string} */ label, /** @type {() => void} */ act) =>
      element('button', { type: 'button', class: 'link', onclick: act }, label);

    const send = async () => {
      if (!item.isConnected) return;
      const stop = new AbortController();
      /** @type {ReturnType<typeof setInterval> | undefined} */
      let ticking;
      const onRetry = (/** @type {Retry} */ { attempt, wait, problem }) => {
        clearInterval(ticking);
        const until = performance.now() + wait;
        const show = () => {
          const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
          const when = left > 0 ? `in ${left} s` : 'now';
          note.textContent = `${why(problem)} Trying again ${when}, with the same key (try ${attempt + 1}).`;
        };
        show();
        if (attempt === 1) announce(note.textContent ?? '');
        ticking = setInterval(show, 1000);
        actions.replaceChildren(button('Stop', () => stop.abort()));
      };
      try {
        note.textContent = 'Sending…';
        actions.replaceChildren();
        const message = await session.send(contact, content, { key, signal: stop.signal, onRetry });
        item.remove();
        onSent(message);
      } catch (error) {
        if (error instanceof Problem && !error.willPass) {
          item.remove();
          onRefused(content, error);
          return;
        }
        note.textContent = 'Not confirmed. Sending it again repeats its key, so it is stored once.';
        actions.replaceChildren(
          button('Send again', queue),
          button('Give up', () => item.remove()),
        );
      } finally {
        clearInterval(ticking);
      }
    };
    const queue = () => {
      turn = turn.then(send);
    };
    queue();
    item.scrollIntoView({ block: 'nearest' });
  }

  return { add };
}

const why = (/** @type {Problem} */ problem) =>
  problem.status === 0 ? 'No answer from the server.' : `${sentenceOf(problem)}`;

/** What is sent, as far as it can be shown before the API has judged it and filled it in. @param {any} content */
const preview = ({ text, url }) => contentOf({ type: 'text', text: text ?? url });
