import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A request of the collection, as far as the tests look into it. */
export type Item = {
  readonly name: string;
  /** The folders around it, outermost first. */
  readonly folders: readonly string[];
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
  readonly request: {
    readonly method: string;
    readonly header: unknown;
    readonly body?: unknown;
    readonly url: unknown;
    readonly description?: string;
  };
  readonly response: readonly Example[];
};

/** A saved example answer, and the request that it answers. */
export type Example = { readonly originalRequest: object; readonly code: number; readonly body: string };

type Folder = { readonly name: string; readonly item: readonly (Folder | Omit<Item, 'folders'>)[] };

/** The collection that users import into Postman. */
export const collectionFile = fileURLToPath(new URL('../../postman_collection.json', import.meta.url));

/** All requests of the collection, in their order. */
export const items: readonly Item[] = itemsOf(JSON.parse(readFileSync(collectionFile, 'utf8')), []);

function itemsOf({ item }: Folder, folders: readonly string[]): Item[] {
  return item.flatMap((entry) =>
    'item' in entry ? itemsOf(entry, [...folders, entry.name]) : [{ ...entry, folders }],
  );
}
