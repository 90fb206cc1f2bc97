import { isDeepStrictEqual } from 'node:util';
import { Unexpected } from '../support/steps.ts';

/** Throws where something is otherwise than it should be. */
export function same(what: string, seen: unknown, should: unknown): void {
  if (!isDeepStrictEqual(seen, should)) {
    throw new Unexpected(
      `${what} is ${JSON.stringify(seen)?.slice(0, 500)}, not ${JSON.stringify(should)?.slice(0, 500)}`,
    );
  }
}

/** Throws where that is not so. */
export function holds(what: string, isSo: boolean): void {
  if (!isSo) throw new Unexpected(`it is not so that ${what}`);
}
