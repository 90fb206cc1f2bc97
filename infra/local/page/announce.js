import { find } from './dom.js';

/** Tells those who listen to the page, and do not see it. @param {string} text */
export function announce(text) {
  find(document, '#announcements', HTMLElement).textContent = text;
}
