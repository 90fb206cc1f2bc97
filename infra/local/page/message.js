/** @import { Content, Message } from './api.d.ts' */
import { element } from './dom.js';

/** The largest size at which an image is shown, in pixels. */
const LARGEST = { width: 320, height: 280 };

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The hour and minute of a time. @param {string} sentAt */
export const timeOf = (sentAt) => time.format(new Date(sentAt));

/** The day of a message, as people say it. @param {Message} message */
export const dayOf = ({ sentAt }) => day.format(new Date(sentAt));

/** A message as a chat shows it, seen by `reader`. @param {Message} message @param {string} reader */
export function bubble(message, reader) {
  const { id, sender, sentAt, content } = message;
  const isMine = sender === reader;
  return element(
    'li',
    { class: isMine ? 'message mine' : 'message', 'data-id': id, 'data-day': dayOf(message) },
    element('span', { class: 'hidden' }, isMine ? 'You: ' : `${sender}: `),
    contentOf(content),
    element(
      'span',
      { class: 'meta' },
      element('time', { datetime: sentAt, title: full.format(new Date(sentAt)) }, timeOf(sentAt)),
    ),
  );
}

/** A content as an element. @param {Content} content */
export function contentOf(content) {
  switch (content.type) {
    case 'text':
      return element('p', { class: 'bubble', dir: 'auto' }, content.text);
    case 'image':
      return element('div', { class: 'bubble image' }, image(content));
    case 'video':
      return element(
        'div',
        { class: 'bubble video' },
        element('span', { class: 'play', 'aria-hidden': 'true' }, '▶'),
        element('span', { class: 'about' }, element('b', {}, summaryOf(content)), link(content.url)),
      );
  }
}

/** A content in a few words, as an inbox shows it. @param {Content} content */
export function summaryOf(content) {
  switch (content.type) {
    case 'text':
      return [...content.text.slice(0, 400)].slice(0, 120).join('').replaceAll(/\s+/g, ' ');
    case 'image':
      return `Image, ${content.width} × ${content.height}`;
    case 'video':
      return `${content.source === 'Other' ? 'Video' : `${content.source} video`}, ${clock(content.length)}`;
  }
}

/** An image in space of its size; its link where it does not load. @param {Content & { type: 'image' }} content */
function image({ url, width, height }) {
  const scale = Math.min(1, LARGEST.width / width, LARGEST.height / height);
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const whole = link(url);
  const missing = element(
    'div',
    { class: 'missing' },
    element('span', {}, `This image (${width} × ${height}) did not load.`),
    link(url),
  );
  missing.style.minBlockSize = `${size.height}px`;
  if (!(whole instanceof HTMLAnchorElement)) return missing;
  whole.replaceChildren(
    element('img', {
      ...size,
      src: url,
      alt: `Image from ${whole.host}, ${width} × ${height}`,
      loading: 'lazy',
      referrerpolicy: 'no-referrer',
      onerror: () => whole.replaceWith(missing),
    }),
  );
  return whole;
}

/** A link that shows its host, or text where it is not http or https. @param {string} url */
function link(url) {
  const address = URL.parse(url);
  if (!address || !/^https?:$/.test(address.protocol)) return element('span', {}, url);
  const rest = address.pathname + address.search;
  return element(
    'a',
    { href: address.href, target: '_blank', rel: 'noopener noreferrer', title: address.href },
    element('bdi', { dir: 'ltr' }, address.host + (rest === '/' ? '' : rest)),
  );
}

/** Seconds as a player shows them: 3:32, 1:00:05. @param {number} seconds */
function clock(seconds) {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const tail = String(rest).padStart(2, '0');
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
