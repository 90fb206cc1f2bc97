import * as z from 'zod/mini';
import type { Kind } from './content/kind.ts';
import { kinds } from './content/kinds.ts';

type AnyKind = (typeof kinds)[number];
type Options<Schema> = [Schema, ...Schema[]];

/** A content as a client sends it. Parses to what is stored, defaults filled in. */
export const contentSchema = z
  .discriminatedUnion('type', kinds.map(({ sent }) => sent) as Options<AnyKind['sent']>)
  .register(z.globalRegistry, { id: 'ContentDraft', description: 'What a message says, as it is sent.' });

/** A content as it is stored and returned. */
export const storedContentSchema = z
  .discriminatedUnion('type', kinds.map(({ stored }) => stored) as Options<AnyKind['stored']>)
  .register(z.globalRegistry, { id: 'Content', description: 'What a message says.' });

/** The content of a message, as stored and returned. */
export type Content = z.output<typeof storedContentSchema>;

const fieldsByType = new Map(
  (kinds as readonly Kind[]).map(({ stored }) => [
    stored.shape.type._zod.def.values[0] ?? '',
    Object.keys(stored.shape),
  ]),
);

/** What `type` says, for each kind. */
export const contentTypes: readonly string[] = [...fieldsByType.keys()];

/** A stored content with its fields in the order of its kind, whatever order the store gives. */
export function inOrder(content: Content): Content {
  const fields = fieldsByType.get(content.type);
  // Of a kind that only a later version knows: a store is shared while a new version is rolled out.
  if (!fields) return content;
  const values: Readonly<Record<string, unknown>> = content;
  const ordered: Record<string, unknown> = {};
  for (const field of fields) if (field in values) ordered[field] = values[field];
  return ordered as Content;
}
