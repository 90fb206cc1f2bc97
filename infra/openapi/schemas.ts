import * as z from 'zod/mini';
import type { ErrorCode } from '../../lib/errors.ts';
import { inPascalCase, problemBodies } from '../../lib/http/answers/problem.ts';
import { codesOf, type Operation, operations } from '../../lib/http/operations.ts';
import { problems } from '../../lib/http/problem.ts';
import type { RouteKey } from '../../lib/routes.ts';
import { type JsonSchema, type Side, tidied } from './tidied.ts';

type Part = 'body' | 'query' | 'headers';

const requestParts: readonly Part[] = ['body', 'query', 'headers'];

const entries = Object.entries(operations) as [RouteKey, Operation][];

/** What API Gateway itself answers. */
const gatewayMessage = z
  .object({ message: z.string() })
  .register(z.globalRegistry, { id: 'GatewayMessage', description: 'What API Gateway itself answers.' });

/** The codes that an operation can answer, by their statuses. */
export const codesByStatus = (operation: Operation): Map<number, ErrorCode[]> =>
  Map.groupBy<number, ErrorCode>(codesOf(operation), (code) => problems[code].status);

const nameOf = (codes: readonly ErrorCode[]) => `${codes.map(inPascalCase).join('Or')}Problem`;

/** The problems that answers of one status hold, by the names of their schemas. */
const problemSchemas = new Map(
  entries
    .flatMap(([, operation]) => [...codesByStatus(operation).values()])
    .map((codes) => [nameOf(codes), codes] as const)
    .map(([name, codes]) => [name, problemOf(name, codes)]),
);

function problemOf(name: string, codes: readonly ErrorCode[]): z.ZodMiniType {
  const [first, ...others] = codes.map((code) => problemBodies[code]);
  if (!first) throw new Error('no problem is without a code');
  if (others.length === 0) return first;
  return z.discriminatedUnion('code', [first, ...others]).register(z.globalRegistry, { id: name });
}

/** All that requests hold, and all that answers hold, each converted at once: what they share is described once. */
const requests = converted(
  'input',
  entries.flatMap(([key, { request }]) =>
    requestParts.flatMap((part) => (request[part] ? [[`${key} ${part}`, request[part]] as const] : [])),
  ),
);
const answers = converted('output', [
  ...entries.flatMap(([key, { answer }]) => (answer ? [[key, answer] as const] : [])),
  ...problemSchemas,
  ['GatewayMessage', gatewayMessage],
]);

/** Schemas as JSON Schema: those that have an id as components, and the others as they stand, by their names. */
function converted(io: 'input' | 'output', schemas: readonly (readonly [name: string, schema: z.ZodMiniType])[]) {
  const { properties = {}, $defs = {} } = z.toJSONSchema(z.object(Object.fromEntries(schemas)), {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      // Zod leaves out the default of what is read from text, for it is not of the type of the text.
      if (def.type === 'default') jsonSchema.default = def.defaultValue as typeof jsonSchema.default;
      if (def.type === 'union' && 'discriminator' in def) {
        jsonSchema.discriminator = discriminatorOf(def as z.core.$ZodDiscriminatedUnionDef);
      }
    },
  });
  const tidy = (schemas: object, side: Side) =>
    new Map(Object.entries(schemas).map(([name, schema]) => [name, tidied(schema as JsonSchema, side)]));
  return {
    byName: tidy(properties, io === 'input' ? 'parameters' : 'answer'),
    components: tidy($defs, io === 'input' ? 'body' : 'answer'),
  };
}

/** Which value of the field leads to which option: a generator cannot tell from the options' names. */
function discriminatorOf({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef) {
  const mapping = options.flatMap((option) => {
    const id = z.globalRegistry.get(option)?.id;
    return [...(option._zod.propValues?.[discriminator] ?? [])].map((value) => [value, `#/components/schemas/${id}`]);
  });
  return { propertyName: discriminator, mapping: Object.fromEntries(mapping) };
}

const found = ({ byName }: ReturnType<typeof converted>, name: string): JsonSchema => {
  const schema = byName.get(name);
  if (!schema) throw new Error(`There is no schema of ${name}.`);
  return schema;
};

/** What a part of a request must be. */
export const requestSchema = (key: RouteKey, part: Part): JsonSchema => found(requests, `${key} ${part}`);

/** What the success of a route answers. */
export const answerSchema = (key: RouteKey): JsonSchema => found(answers, key);

/** The problem that has one of these codes. */
export const problemSchema = (codes: readonly ErrorCode[]): JsonSchema => found(answers, nameOf(codes));

export const gatewaySchema = (): JsonSchema => found(answers, 'GatewayMessage');

/** Every schema that has a name of its own, those of requests first. */
export function componentSchemas(): Record<string, JsonSchema> {
  for (const name of requests.components.keys()) {
    if (answers.components.has(name)) throw new Error(`${name} is sent and answered: give each a name of its own.`);
  }
  return Object.fromEntries([...requests.components, ...answers.components]);
}
