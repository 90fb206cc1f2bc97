/** @import { Content } from './api.d.ts' */
import { fieldsOf, find, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';

/**
 * The form to write a message with.
 * @param {HTMLFormElement} form @param {{ contact: string, onContent: (content: Content) => void }} options
 */
export function composer(form, { contact, onContent }) {
  const text = find(form, 'textarea', HTMLTextAreaElement);
  text.placeholder = `Message to ${contact}`;

  function showKind() {
    const kind = textOf(new FormData(form), 'type');
    for (const fields of form.querySelectorAll('fieldset')) {
      fields.disabled = fields.hidden = fields.dataset.kind !== kind;
    }
    clearFaults(form);
  }

  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'type') showKind();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearFaults(form);
    const content = contentIn(new FormData(form));
    if (content.type === 'text' && content.text === '') return;
    onContent(content);
    for (const field of fieldsOf(form)) field.value = '';
  });

  return {
    focus: () => fieldsOf(form)[0]?.focus(),

    /**
     * Takes back what was refused and says why, unless something else has been written meanwhile.
     * @param {Record<string, unknown>} content @param {unknown} error
     */
    takeBack(content, error) {
      if (fieldsOf(form).some(({ value }) => value !== '')) return false;
      find(form, `[name=type][value=${content.type}]`, HTMLInputElement).checked = true;
      showKind();
      for (const field of fieldsOf(form)) field.value = String(content[field.name] ?? '');
      showFaults(form, error);
      return true;
    },
  };
}

const NUMBERS = new Set(['width', 'height', 'length']);

/** What was written, as the API takes it, which then checks it: what is left empty is left out. @param {FormData} data */
function contentIn(data) {
  const given = [...data]
    .filter(([name, value]) => name === 'type' || name === 'text' || value !== '')
    .map(([name, value]) => [name, NUMBERS.has(name) ? numberOr(String(value)) : value]);
  return /** @type {Content} */ (Object.fromEntries(given));
}

/** A number, or the text as it is, which the API then refuses in its own words. @param {string} text */
const numberOr = (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text);
