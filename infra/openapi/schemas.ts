import * as z from 'zod/mini';
import type { ErrorCode } from '../../lib/errors.ts';
import { messageBody, pageBody } from '../../lib/http/answers/messages.ts';
import { problemBody } from '../../lib/http/answers/problem.ts';
import { sessionBody, userBody } from '../../lib/http/answers/users.ts';
import { problems } from '../../lib/http/problem.ts';
import { SendMessageRequest } from '../../lib/http/requests/send-message.ts';
import { contentSchema, imageSchema, storedVideoSchema, textSchema } from '../../lib/messages/content.ts';
import { credentialsSchema } from '../../lib/users/password.ts';
import { usernameSchema } from '../../lib/users/username.ts';

/** A JSON Schema, as a document shows it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

type Io = 'input' | 'output';
type Named = { readonly id: string };

const [, newImage, newVideo] = contentSchema._zod.def.options;

/** The schemas that have a name of their own in the document, by that name: of requests, and of answers. */
const named: Readonly<Record<Io, Readonly<Record<string, z.core.$ZodType>>>> = {
  input: {
    Username: usernameSchema,
    Credentials: credentialsSchema,
    NewMessage: SendMessageRequest.body,
    Text: textSchema,
    NewImage: newImage,
    NewVideo: newVideo,
  },
  output: {
    User: userBody,
    Session: sessionBody,
    Message: messageBody,
    Text: textSchema,
    Image: imageSchema,
    Video: storedVideoSchema,
    Page: pageBody,
  },
};

/** The name of a code's problem in the document: `UsernameTaken`. */
export const problemName = (code: ErrorCode): string =>
  code.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

const problemsByName = Object.fromEntries(
  (Object.keys(problems) as ErrorCode[]).map((code) => [problemName(code), problemBody(code)]),
);

/** What API Gateway itself answers. */
const gatewayMessage: JsonSchema = {
  type: 'object',
  properties: { message: { type: 'string' } },
  required: ['message'],
  description: 'What API Gateway itself answers.',
};

const uri = (id: string) => `#/components/schemas/${id}`;

export const reference = (id: string): JsonSchema => ({ $ref: uri(id) });

const registries = { input: registryOf(named.input), output: registryOf({ ...named.output, ...problemsByName }) };

function registryOf(schemas: Readonly<Record<string, z.core.$ZodType>>) {
  const registry = z.registry<Named>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  return registry;
}

/** The default of what is read from text: zod leaves it out, for it is not of the type of the text. */
const override: NonNullable<z.core.ToJSONSchemaParams['override']> = ({ zodSchema, jsonSchema }) => {
  const { def } = zodSchema._zod;
  if (def.type === 'default') jsonSchema.default = def.defaultValue as typeof jsonSchema.default;
};

/** A schema of the code as JSON Schema, or a reference where it has a name. */
export function jsonSchema(schema: z.core.$ZodType, io: Io): JsonSchema {
  const id = registries[io].get(schema)?.id;
  return id ? reference(id) : tidy(z.toJSONSchema(schema, { io, override }));
}

/** Every schema that has a name. */
export function componentSchemas(): Record<string, JsonSchema> {
  const all = (['input', 'output'] as const).flatMap((io) =>
    Object.entries(z.toJSONSchema(registries[io], { io, override, uri }).schemas),
  );
  return { ...Object.fromEntries(all.map(([id, schema]) => [id, tidy(schema)])), GatewayMessage: gatewayMessage };
}

/** Without what a schema says only where it stands alone. */
const tidy = ({ $schema, $id, ...schema }: JsonSchema): JsonSchema => schema;
