import type { Content } from '../../lib/messages/content.ts';
import type { Message } from '../../lib/messages/message.ts';

const LONGEST_SHOWN = 90;

/** Messages as a chat shows them, a line or more each: when, who, and what. */
export const asChat = (messages: readonly Message[]): string => messages.map(bubble).join('\n');

const bubble = ({ sentAt, sender, content }: Message) => {
  const [name = ''] = sender.split('-');
  const margin = `  ${sentAt.slice(11, 23)}  ${name.padEnd(8)}  `;
  return `${margin}${summary(content).replaceAll(/\r?\n/g, `\n${' '.repeat(margin.length)}`)}`;
};

function summary(content: Content): string {
  switch (content.type) {
    case 'text':
      return shortened(content.text);
    case 'image':
      return `[image, ${content.width} × ${content.height}] ${content.url}`;
    case 'video':
      return `[${content.source} video, ${content.length} s] ${content.url}`;
  }
}

/** Cut between what people see as characters, so that no emoji falls apart. */
function shortened(text: string) {
  const graphemes = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return graphemes.length > LONGEST_SHOWN ? `${graphemes.slice(0, LONGEST_SHOWN).join('')}…` : text;
}
