import { Problem } from './client.js';
import { element, find } from './dom.js';

let ids = 0;

/**
 * Shows in a form what the API says of a request: each fault at the field that it names (`data-pointer` for one of the
 * body, `data-parameter` for one of the query), everything else in the form's own line.
 * @param {HTMLFormElement} form @param {unknown} error
 */
export function showFaults(form, error) {
  clearFaults(form);
  const faults = error instanceof Problem ? error.errors : [];
  const elsewhere = [];
  for (const { pointer, parameter, detail } of faults) {
    const [kind, name = ''] = pointer === undefined ? ['parameter', parameter] : ['pointer', pointer];
    const named = `[data-${kind}="${CSS.escape(name)}"]`;
    const field = [...form.querySelectorAll(named)].find((one) => !one.matches(':disabled'));
    if (field instanceof HTMLElement) mark(field, detail);
    else elsewhere.push(`${pointer ?? parameter ?? ''} ${detail}`.trim());
  }
  if (faults.length === 0) elsewhere.push(sentenceOf(error));
  find(form, '.problem', HTMLElement).textContent = elsewhere.join('; ');
  const first = form.querySelector('[aria-invalid]');
  if (first instanceof HTMLElement) first.focus();
}

/** Takes away what {@link showFaults} has shown. @param {HTMLFormElement} form */
export function clearFaults(form) {
  for (const fault of form.querySelectorAll('.fault')) fault.remove();
  for (const field of form.querySelectorAll('[aria-invalid]')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
  find(form, '.problem', HTMLElement).textContent = '';
}

/** @param {HTMLElement} field @param {string} detail */
function mark(field, detail) {
  const id = field.getAttribute('aria-describedby') ?? `fault-${++ids}`;
  const before = document.getElementById(id);
  if (before) {
    before.textContent += `; ${detail}`;
    return;
  }
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', id);
  (field.closest('label') ?? field).after(element('small', { class: 'fault', id }, detail));
}

/** What went wrong, for people. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  const wait =
    error.code === 'too_many_attempts' && error.retryAfter ? ` Try again in ${inWords(error.retryAfter)}.` : '';
  return error.message + wait;
}

const inWords = (/** @type {number} */ seconds) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
