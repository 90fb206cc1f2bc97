/** @import { Fault } from './api.d.ts' */
import { Problem } from './client.js';
import { element, find } from './dom.js';

let ids = 0;

/**
 * Shows in a form what the API says against a request: each fault at the field that it names (`data-pointer` for one of
 * the body, `data-parameter` for one of the query), everything else in the form's own line.
 * @param {HTMLFormElement} form @param {unknown} error
 */
export function showFaults(form, error) {
  clearFaults(form);
  const faults = error instanceof Problem ? error.errors : [];
  const elsewhere = [];
  for (const fault of faults) {
    const field = fieldOf(form, fault);
    if (field) mark(field, fault.detail);
    else elsewhere.push(lineOf(fault));
  }
  if (faults.length === 0) elsewhere.push(sentenceOf(error));
  find(form, '.problem', HTMLElement).textContent = elsewhere.join('; ');
  const first = form.querySelector('[aria-invalid]');
  if (first instanceof HTMLElement) first.focus();
}

/** Takes away what {@link showFaults} has shown. @param {HTMLFormElement} form */
export function clearFaults(form) {
  for (const field of form.querySelectorAll('[aria-invalid]')) unmark(field);
  find(form, '.problem', HTMLElement).textContent = '';
}

/** @param {HTMLFormElement} form @param {Fault} fault @returns {HTMLElement | undefined} */
function fieldOf(form, { pointer, parameter = '' }) {
  const named =
    pointer === undefined ? `data-parameter="${CSS.escape(parameter)}"` : `data-pointer="${CSS.escape(pointer)}"`;
  return [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll(`[${named}]`))].find(
    (field) => !field.matches(':disabled'),
  );
}

/** Says at a field what is wrong with it, until it is changed. @param {HTMLElement} field @param {string} detail */
function mark(field, detail) {
  const id = field.getAttribute('aria-describedby') ?? `fault-${++ids}`;
  const before = document.getElementById(id);
  if (before) {
    before.textContent += `; ${detail}`;
    return;
  }
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', id);
  const place = field.closest('[data-faults=after]') ?? field.closest('label') ?? field;
  place.after(element('small', { class: 'fault', id }, detail));
  field.addEventListener('input', () => unmark(field), { once: true });
}

/** @param {Element} field */
function unmark(field) {
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.remove();
  field.removeAttribute('aria-invalid');
  field.removeAttribute('aria-describedby');
}

/** What went wrong, for people. @param {unknown} error */
export function sentenceOf(error) {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  if (error.errors.length > 0) return error.errors.map(lineOf).join('; ');
  const wait =
    error.code === 'too_many_attempts' && error.retryAfter ? ` Try again in ${inWords(error.retryAfter)}.` : '';
  return error.message + wait;
}

const lineOf = (/** @type {Fault} */ { pointer, parameter, header, detail }) =>
  `${pointer ?? parameter ?? header ?? ''} ${detail}`.trim();

const inWords = (/** @type {number} */ seconds) =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
