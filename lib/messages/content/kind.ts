import * as z from 'zod/mini';

/** An object that says in `type` which kind of content it is. */
type StoredSchema = z.ZodMiniObject<{ readonly type: z.ZodMiniLiteral<string> }>;

/** A kind of content. */
export type Kind<
  Stored extends StoredSchema = StoredSchema,
  Sent extends z.core.$ZodTypeDiscriminable = z.core.$ZodTypeDiscriminable,
> = {
  /** What a client sends. It parses to what is stored, defaults filled in. */
  readonly sent: Sent;
  /** What is stored and returned, its fields in the order in which they are returned. */
  readonly stored: Stored;
  /** What a client may send, for the documentation. */
  readonly example: z.core.input<Sent>;
};

/**
 * Makes a kind of content. Its schemas are `<Name>Draft` and `<Name>Content` in the OpenAPI document.
 *
 * @example
 * export const sticker = kind({ name: 'Sticker', description: 'A sticker.', sent, stored, example });
 */
export function kind<
  Stored extends StoredSchema,
  Sent extends z.core.$ZodTypeDiscriminable & z.core.$ZodType<z.core.output<Stored>>,
>({
  name,
  description,
  ...rest
}: Kind<Stored, Sent> & { readonly name: string; readonly description: string }): Kind<Stored, Sent> {
  z.globalRegistry.add(rest.sent, { id: `${name}Draft`, description: `${description} As it is sent.` });
  z.globalRegistry.add(rest.stored, { id: `${name}Content`, description });
  return rest;
}
