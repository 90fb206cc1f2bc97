import fc from 'fast-check';
import type { Document } from '../support/documented.ts';

/** A JSON Schema, as far as the document uses it. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
};

/** Values for properties of which the schema says too little, by their names. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown> | ((schema: JsonSchema) => fc.Arbitrary<unknown>)>>;

/** Makes values that the schemas of a document allow. */
export function fromSchemasOf(document: Document, known: Known = {}) {
  return { fromSchema, named };

  /** Values that a schema allows. */
  function fromSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
    if (schema.$ref) return fromSchema(resolved(document, schema.$ref));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.oneOf) return fc.oneof(...schema.oneOf.map(fromSchema));
    switch (schema.type) {
      case 'object':
        return anObject(schema);
      case 'integer':
        return anInteger(schema);
      case 'boolean':
        return fc.boolean();
      case 'string':
        return aString(schema);
      default:
        throw new Error(`no way to make a value of ${JSON.stringify(schema)}`);
    }
  }

  /** Values that a property or parameter of that name takes. */
  function named(name: string, schema: JsonSchema): fc.Arbitrary<unknown> {
    const values = known[name] ?? fromSchema;
    return typeof values === 'function' ? values(schema) : values;
  }

  function anObject({ properties = {}, required = [] }: JsonSchema) {
    const fields = Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, named(name, schema)] as const),
    );
    return fc.record<Record<string, unknown>>(fields, { requiredKeys: [...required] });
  }
}

const resolved = (document: Document, $ref: string): JsonSchema =>
  $ref
    .split('/')
    .slice(1)
    .reduce((place: unknown, name) => (place as Record<string, unknown>)[name], document) as JsonSchema;

/** Also the bounds themselves, and what lies near them. */
const anInteger = ({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema) =>
  fc.oneof(
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 100) }),
    fc.constantFrom(minimum, maximum),
    fc.maxSafeInteger().filter((value) => value >= minimum && value <= maximum),
  );

/** Texts that a pattern allows, or any. */
export const aString = ({ pattern, maxLength = 100_000 }: JsonSchema) =>
  pattern === undefined
    ? fc.string({ unit: 'binary', maxLength: Math.min(maxLength, 50) })
    : fc.stringMatching(new RegExp(pattern)).filter((text) => text.length <= maxLength);
