import { image } from './image.ts';
import { text } from './text.ts';
import { video } from './video.ts';

/**
 * Every kind of content. What depends on the kinds is made from this list, or checked against it by a test: a new one
 * is a file beside these and a place in the list.
 */
export const kinds = [text, image, video] as const;
