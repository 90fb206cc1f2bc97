import { readFileSync } from 'node:fs';
import { type Aside, asides } from './asides.ts';

/** Who talks in the demo, as their usernames begin. */
export type Speaker = 'jack' | 'algernon';

/** What one of the two says. */
export type Line = Aside & { readonly speaker: Speaker };

/**
 * A conversation of some two hundred lines and a few dozen asides: what Jack and Algernon say to each other in Oscar
 * Wilde's "The Importance of Being Earnest" (1895, in the public domain), the asides spread evenly among it.
 */
export function conversation(): Line[] {
  const lines = play();
  const every = Math.floor(lines.length / asides.length);
  return lines.flatMap((line, index) => {
    const aside = (index + 1) % every === 0 ? asides[(index + 1) / every - 1] : undefined;
    return aside ? [line, { ...aside, speaker: line.speaker }] : [line];
  });
}

/** The play alone: one line each, as `Speaker: what they say`. */
export function play(): Line[] {
  const script = readFileSync(new URL('dialogue.txt', import.meta.url), 'utf8');
  return [...script.matchAll(/^(\w+): (.+)$/gm)].map(([, speaker = '', text = '']) => {
    const content = { type: 'text', text } as const;
    return { speaker: speaker.toLowerCase() as Speaker, sent: content, stored: content };
  });
}
