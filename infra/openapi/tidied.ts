/** A JSON Schema, as a document shows it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const LARGEST_INT32 = 2 ** 31 - 1;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A schema as zod writes it, in the form that generators of clients read best.
 *
 * An answer has no patterns, and may have fields that the document does not know: an old client goes on working when
 * a field is added. Our own tests are exact: they check answers by the schemas in the code as well.
 */
export function tidied(schema: JsonSchema, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, id: __, ...rest } = flattened(schema);
  return Object.fromEntries(
    Object.entries(withFormat(rest))
      .filter(([keyword]) => io === 'input' || (keyword !== 'pattern' && keyword !== 'additionalProperties'))
      .map(([keyword, value]) => [keyword, tidiedValue(keyword, value, io)]),
  );
}

function tidiedValue(keyword: string, value: unknown, io: 'input' | 'output'): unknown {
  switch (keyword) {
    case '$ref':
      return String(value).replace('#/$defs/', '#/components/schemas/');
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as JsonSchema).map(([name, property]) => [name, tidied(property as JsonSchema, io)]),
      );
    case 'items':
      return tidied(value as JsonSchema, io);
    case 'oneOf':
    case 'anyOf':
      return (value as JsonSchema[]).map((option) => tidied(option, io));
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
