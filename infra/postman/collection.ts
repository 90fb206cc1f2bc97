import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** A request of the collection, as far as we look into it. */
export type Item = {
  readonly name: string;
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
  readonly request: {
    readonly method: string;
    readonly header: unknown;
    readonly body?: { readonly raw?: string };
    readonly url: unknown;
    readonly description?: string;
  };
  readonly response: readonly Example[];
};

/** A saved example answer, and the request that it answers. */
export type Example = {
  readonly name: string;
  readonly originalRequest: object;
  readonly status: string;
  readonly code: number;
  readonly _postman_previewlanguage: string;
  readonly header: readonly { readonly key: string; readonly value: string }[];
  readonly cookie: readonly never[];
  readonly body: string;
};

export type Folder = { readonly name: string; readonly item: readonly (Folder | Item)[] };

/** The collection that users import into Postman. */
export const collectionFile = join(projectRoot, 'postman_collection.json');

export const readCollection = (): Folder => JSON.parse(readFileSync(collectionFile, 'utf8'));

/** All requests of a folder, in their order, each with the folders around it, outermost first. */
export const itemsOf = ({ item }: Folder, folders: readonly string[] = []): (Item & { folders: readonly string[] })[] =>
  item.flatMap((entry) => ('item' in entry ? itemsOf(entry, [...folders, entry.name]) : [{ ...entry, folders }]));

/** A folder with each of its requests changed. */
export const withItems = (folder: Folder, change: (item: Item) => Item): Folder => ({
  ...folder,
  item: folder.item.map((entry) => ('item' in entry ? withItems(entry, change) : change(entry))),
});
