import fc from 'fast-check';
import { document } from '../support/documented.ts';

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
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Values that a schema of the document allows. */
export function fromSchema(schema: JsonSchema, known: Known = {}): fc.Arbitrary<unknown> {
  if (schema.$ref) return fromSchema(resolved(schema.$ref), known);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((option) => fromSchema(option, known)));
  switch (schema.type) {
    case 'object':
      return anObject(schema, known);
    case 'integer':
      return anInteger(schema);
    case 'string':
      return aString(schema);
    default:
      throw new Error(`no way to make a value of ${JSON.stringify(schema)}`);
  }
}

const resolved = ($ref: string): JsonSchema =>
  $ref
    .split('/')
    .slice(1)
    .reduce((place: unknown, name) => (place as Record<string, unknown>)[name], document) as JsonSchema;

function anObject({ properties = {}, required = [] }: JsonSchema, known: Known) {
  const fields: Known = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, known[name] ?? fromSchema(schema, known)]),
  );
  return fc.record<Record<string, unknown>>(fields, { requiredKeys: [...required] });
}

/** Also the bounds themselves, and what lies near them. */
const anInteger = ({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: JsonSchema) =>
  fc.oneof(
    fc.integer({ min: minimum, max: Math.min(maximum, minimum + 100) }),
    fc.constantFrom(minimum, maximum),
    fc.maxSafeInteger().filter((value) => value >= minimum && value <= maximum),
  );

/** Where a pattern says little of a text, also any text that has what it asks for. */
function aString({ pattern = '', maxLength = 100_000 }: JsonSchema) {
  const expression = new RegExp(pattern);
  const matching = fc.stringMatching(expression).filter((text) => text.length <= maxLength);
  if (pattern.startsWith('^')) return matching;
  return fc.oneof(
    matching,
    fc.string({ unit: 'binary', maxLength: 50 }).filter((text) => expression.test(text)),
  );
}
