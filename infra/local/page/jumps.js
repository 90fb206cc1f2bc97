/** @import { Page } from './api.d.ts' */
import { find, onSubmit, textOf } from './dom.js';
import { clearFaults, showFaults } from './faults.js';

/**
 * "Page 37 of 214", with ways to another page and to a date.
 * @param {HTMLFormElement} form
 * @param {{ total: () => Page['total'], read: (parameters: Record<string, string>) => Promise<Page>,
 *   show: (page: Page, time?: string) => void }} options
 */
export function jumps(form, { total, read, show }) {
  const number = find(form, '[name=page]', HTMLInputElement);
  const date = find(form, '[name=at]', HTMLInputElement);
  const of = find(form, '.of', HTMLElement);
  const steps = /** @type {NodeListOf<HTMLButtonElement>} */ (form.querySelectorAll('.step'));
  let seen = 1;

  /** @param {Record<string, string>} parameters @param {string} [time] */
  async function go(parameters, time) {
    try {
      const page = await read(parameters);
      clearFaults(form);
      show(page, time);
    } catch (error) {
      showFaults(form, error);
    }
  }

  onSubmit(form, async (data) => {
    const day = textOf(data, 'at');
    if (day === '') return go({ page: textOf(data, 'page') });
    const time = new Date(`${day}T00:00`).toISOString(); // the day begins when it does here
    date.value = '';
    return go({ at: time }, time);
  });
  // A page that is entered after a date replaces it.
  number.addEventListener('input', () => {
    date.value = '';
  });
  // What cannot be a page is gone when the field is left: it shows the page that is seen.
  number.addEventListener('blur', () => clearFaults(form));
  for (const step of steps) {
    step.addEventListener('click', () => go({ page: String(seen + (step.value === 'older' ? 1 : -1)) }));
  }

  return {
    /** @param {Page | undefined} page the one that is seen */
    showPlace(page) {
      const pages = Math.max(1, total()?.pages ?? 1);
      seen = page?.page ?? seen;
      if (document.activeElement !== number) number.value = String(seen);
      of.textContent = `of ${pages}`;
      for (const step of steps) step.disabled = step.value === 'older' ? seen >= pages : seen <= 1;
    },
  };
}
