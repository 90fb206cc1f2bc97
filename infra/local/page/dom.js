/** What the modules of this page do with its elements. Texts are set as text, never as HTML. */

/** @typedef {Record<string, string | number | boolean | ((event: Event) => void)>} Attributes */

/**
 * An element with attributes, listeners (`onclick`) and children. A child that is a string becomes text.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {(Node | string)[]} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * The one element that a selector finds, of that type. Throws where there is none.
 * @template {HTMLElement} T
 * @param {ParentNode} root @param {string} selector @param {abstract new () => T} type @returns {T}
 */
export function find(root, selector, type) {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`There is no ${type.name} ${selector}.`);
  return found;
}

/** A copy of the template of that id. @param {string} id */
export function fromTemplate(id) {
  const [first] = find(document, `template#${id}`, HTMLTemplateElement).content.children;
  return /** @type {HTMLElement} */ (document.importNode(/** @type {Node} */ (first), true));
}

/**
 * Calls that when a form is sent, instead of sending it, and lets it be sent once at a time.
 * @param {HTMLFormElement} form @param {(data: FormData, submitter: HTMLElement | null) => Promise<void>} act
 */
export function onSubmit(form, act) {
  let underWay = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (underWay) return;
    underWay = true;
    form.setAttribute('aria-busy', 'true');
    await act(new FormData(form), event.submitter).finally(() => {
      underWay = false;
      form.removeAttribute('aria-busy');
    });
  });
}

/** The fields of a form that can be filled in now; not its choices and buttons. @param {HTMLFormElement} form */
export const fieldsOf = (form) =>
  [...form.elements]
    .flatMap((field) =>
      field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
        ? [field]
        : [],
    )
    .filter((field) => field.type !== 'radio' && !field.matches(':disabled'));

/** The text of a field of a form. @param {FormData} data @param {string} name */
export const textOf = (data, name) => String(data.get(name) ?? '');
