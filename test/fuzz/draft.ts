/**
 * A request before it is sent. In its texts `<ann>` stands for Ann's token, or for a passer-by's where it may end sessions,
 * `<id>` for the id of a message of an earlier answer; `<link>` as a target for a link of an earlier page.
 */
export type Draft = {
  readonly method: string;
  readonly path: string;
  /** As it stands after the question mark, each pair apart. */
  readonly query: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Sent as JSON, unless there is a `text`. */
  readonly json?: unknown;
  readonly text?: string | Buffer;
};

/** A change to a request. */
export type Mutation = (draft: Draft) => Draft;

/** What stands in a JSON text as it is: what `JSON.stringify` cannot write. */
export class Spelt {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value as JSON, with {@link Spelt} in it as it is. */
export function write(value: unknown): string {
  if (value instanceof Spelt) return value.text;
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}:${write(item)}`)
    .join(',')}}`;
}

/** The body as it is sent, if there is one. */
export const bodyOf = ({ json, text }: Draft): string | Buffer | undefined =>
  text ?? (json === undefined ? undefined : write(json));
