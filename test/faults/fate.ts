import type { StoreError } from './store-errors.ts';

/** What becomes of one request on its way to the store. */
export type Fate =
  | { readonly kind: 'pass' }
  /** It arrives late, and is answered. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection breaks before it arrives. */
  | { readonly kind: 'drop-request' }
  /** It takes place, and the connection breaks before its answer. */
  | { readonly kind: 'drop-answer' }
  /** It takes place, and the connection breaks in the middle of its answer. */
  | { readonly kind: 'cut-answer' }
  /** It never arrives, and is never answered. */
  | { readonly kind: 'hang' }
  /** It takes place, and is never answered. */
  | { readonly kind: 'hang-after' }
  /** It is never answered, and takes place late. */
  | { readonly kind: 'land-late'; readonly milliseconds: number }
  /** The connection breaks, and it takes place once that promise resolves; `landed` is called when it has. */
  | { readonly kind: 'hold'; readonly until: Promise<unknown>; readonly landed: () => void }
  /** The store says that it failed; it may have taken place (`executed`) all the same. */
  | {
      readonly kind: 'fail';
      readonly error: StoreError;
      readonly executed: boolean;
      readonly checksum: boolean;
    }
  /** The process that made it is killed: before it arrives, after it took place, or once its answer is sent. */
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' | 'answered' };

/** The fate of a request that nothing happens to. */
export const pass: Fate = { kind: 'pass' };

/** The fate of a request that is held until it is let go; that resolves when it has landed. */
export function held(): { readonly fate: Fate; readonly letGo: () => Promise<void> } {
  const [going, landing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return {
    fate: { kind: 'hold', until: going.promise, landed: landing.resolve },
    letGo: () => {
      going.resolve();
      return landing.promise;
    },
  };
}
