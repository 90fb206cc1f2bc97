/** @import { Content, Message } from './api.d.ts' */
/** @import { Retry, Session } from './client.js' */
/** @import { Unsent, unsentOf } from './kept.js' */
import { announce } from './announce.js';
import { newKey, Problem } from './client.js';
import { element } from './dom.js';
import { sentenceOf } from './faults.js';
import { contentOf } from './message.js';

/** How long the API remembers a key, in milliseconds. */
const KEY_LASTS = 24 * 3_600_000;

/**
 * The messages on their way to a contact, one after the other. Each has a key from its first attempt on, and the tab
 * remembers both until the message is known to be stored: however often it is sent, it is stored once.
 * @param {HTMLOListElement} list
 * @param {{ session: Session, contact: string, unsent: ReturnType<typeof unsentOf>, signal: AbortSignal,
 *   onSent: (message: Message) => void, onRefused: (content: Content, problem: Problem) => boolean }} options
 *   `onRefused` says whether it has taken the content back
 */
export function outbox(list, { session, contact, unsent, signal, onSent, onRefused }) {
  let turn = Promise.resolve();

  /** @param {Unsent} message */
  function add(message) {
    const { key, content } = message;
    const row = rowOf(content);
    list.append(row.item);
    row.item.scrollIntoView({ block: 'nearest' });

    function remove() {
      const hadFocus = row.item.contains(document.activeElement);
      unsent.forget(key);
      row.item.remove();
      if (hadFocus) list.parentElement?.focus();
    }

    function queue() {
      unsent.keep({ ...message, isStopped: false });
      row.say('Waiting…');
      turn = turn.then(send);
    }

    /** @param {unknown} [error] why it is not known to be stored */
    function stop(error) {
      unsent.keep({ ...message, isStopped: true });
      row.say(noteOf(message, error), { 'Send again': queue, 'Give up': remove });
    }

    async function send() {
      const stopping = new AbortController();
      const countdown = countdownIn(row, () => stopping.abort());
      row.say('Sending…');
      try {
        const sent = await session.send(contact, content, {
          key,
          signal: AbortSignal.any([signal, stopping.signal]),
          onRetry: (retry) => (isOld(message) ? stopping.abort() : countdown.begin(retry)),
        });
        remove();
        onSent(sent);
      } catch (error) {
        if (signal.aborted) return; // logged out: it goes on when this user is back
        if (isRefusal(error) && onRefused(content, error)) remove();
        else stop(error);
      } finally {
        countdown.end();
      }
    }

    if (message.isStopped || isOld(message)) stop();
    else queue();
  }

  for (const message of unsent.all()) if (message.contact === contact) add(message);

  return (/** @type {Content} */ content) =>
    add({ contact, key: newKey(), content, since: Date.now(), isStopped: false });
}

/** A message as it waits, with a note and what can be done about it. @param {Content} content */
function rowOf(content) {
  const note = element('span', { class: 'note' });
  const actions = element('span', { class: 'actions' });
  const meta = element('span', { class: 'meta' }, note, actions);
  const item = element('li', { class: 'message mine waiting', tabindex: -1 }, preview(content), meta);
  return {
    item,

    /** @param {string} text @param {Record<string, () => void>} [buttons] */
    say(text, buttons = {}) {
      const hadFocus = actions.contains(document.activeElement) || item === document.activeElement;
      note.textContent = text;
      const made = Object.entries(buttons).map(([label, onclick]) =>
        element('button', { type: 'button', class: 'link', onclick }, label),
      );
      actions.replaceChildren(...made);
      if (hadFocus) (made[0] ?? item).focus();
    },

    /** Changes the note, and leaves the buttons, one of which may have the focus. @param {string} text */
    note(text) {
      note.textContent = text;
    },
  };
}

/** Counts the seconds to the next attempt, which can be stopped. @param {ReturnType<typeof rowOf>} row @param {() => void} onStop */
function countdownIn(row, onStop) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  const end = () => clearInterval(ticking);
  return {
    end,
    begin(/** @type {Retry} */ { attempt, wait, problem }) {
      end();
      const until = performance.now() + wait;
      const text = () => {
        const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
        const why = problem.status === 0 ? 'No answer from the server.' : sentenceOf(problem);
        return `${why} Trying again ${left > 0 ? `in ${left} s` : 'now'}, with the same key (try ${attempt + 1}).`;
      };
      if (attempt === 1) {
        announce(text());
        row.say(text(), { Stop: onStop });
      }
      row.note(text());
      ticking = setInterval(() => row.note(text()), 1000);
    },
  };
}

/** Whether the API has refused the message. After any other error it may be stored. @param {unknown} error @returns {error is Problem} */
const isRefusal = (error) =>
  error instanceof Problem && !error.willPass && error.status >= 400 && error.status < 500 && error.status !== 401;

const isOld = (/** @type {Unsent} */ { since }) => Date.now() - since > KEY_LASTS;

/** @param {Unsent} message @param {unknown} error */
function noteOf(message, error) {
  if (isRefusal(error)) return `Refused: ${sentenceOf(error)}`;
  const why = error instanceof Problem ? `${sentenceOf(error)} ` : '';
  const then = isOld(message)
    ? 'Its key was good for 24 hours, so sending it again may store it twice.'
    : 'Sending it again repeats its key, so it is stored once.';
  return `${why}Not confirmed. ${then}`;
}

/** What is sent, as far as it can be shown before the API has checked it and filled it in. @param {Content} content */
const preview = (content) => contentOf({ type: 'text', text: content.type === 'text' ? content.text : content.url });
