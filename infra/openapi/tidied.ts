/** A JSON Schema, as a document shows it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const LARGEST_INT32 = 2 ** 31 - 1;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where a schema stands in the document. */
export type Side = 'parameters' | 'body' | 'answer';

/**
 * What a schema of the code says and the document does not. A field of a body that has a `default` is demanded by
 * clients of openapi-typescript: the description says it in words. An answer has no patterns, and may have fields that
 * the document does not know, so that an old client goes on working when a field is added. Our own tests are exact:
 * they check answers by the schemas in the code as well.
 */
const leftOut: Readonly<Record<Side, readonly string[]>> = {
  parameters: [],
  body: ['default'],
  answer: ['default', 'pattern', 'additionalProperties'],
};

/** A schema as zod writes it, in the form that generators of clients read best. */
export function tidied(schema: JsonSchema, side: Side): JsonSchema {
  const { $schema: _, id: __, ...rest } = flattened(schema);
  return Object.fromEntries(
    Object.entries(withFormat(rest))
      .filter(([keyword]) => !leftOut[side].includes(keyword))
      .map(([keyword, value]) => [keyword, tidiedValue(keyword, value, side)]),
  );
}

function tidiedValue(keyword: string, value: unknown, side: Side): unknown {
  switch (keyword) {
    case '$ref':
      return String(value).replace('#/$defs/', '#/components/schemas/');
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as JsonSchema).map(([name, property]) => [name, tidied(property as JsonSchema, side)]),
      );
    case 'items':
      return tidied(value as JsonSchema, side);
    case 'oneOf':
    case 'anyOf':
      return (value as JsonSchema[]).map((option) => tidied(option, side));
    default:
      return value;
  }
}

/** `type: [string, null]` in place of a union with null, which some generators make a class of. */
function flattened({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(anyOf)) return rest;
  const [schema, nothing, ...others] = anyOf.filter(isSchema);
  const isNullable = nothing?.type === 'null' && others.length === 0 && typeof schema?.type === 'string';
  return isNullable ? { ...schema, ...rest, type: [schema.type, 'null'] } : { anyOf, ...rest };
}

/** A number that is an integer says so, and how wide it is. */
function withFormat({ multipleOf, ...schema }: JsonSchema): JsonSchema {
  const isInteger = [schema.type].flat().includes('integer') || Number.isInteger(schema.const);
  if (!isInteger) return { ...schema, ...(multipleOf !== undefined && { multipleOf }) };
  const { maximum = schema.const ?? Number.MAX_SAFE_INTEGER } = schema;
  return {
    ...schema,
    ...(schema.type === 'number' && { type: 'integer' }),
    ...(Number(maximum) > LARGEST_INT32 && { format: 'int64' }),
  };
}
