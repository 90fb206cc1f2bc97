import * as z from 'zod';
import { cors } from '../lib/http/cors.ts';
import { CommandError } from './command-line/command-error.ts';

/** Values that go together in one `-c key=a,b`. */
const list = z.string().transform((text) => text.split(',').map((item) => item.trim()));

const origin = z
  .string()
  .regex(/^(\*|https?:\/\/[a-z0-9.-]+(:\d{1,5})?)$/i, 'must be origins such as https://chat.example.com, or *');

const region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'must be regions such as us-east-1');

const distinct = (items: readonly string[]) => new Set(items).size === items.length;

const SettingsSchema = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'must be 1 to 64 letters, digits and hyphens, a letter first')
    .default('Duologue'),
  allowOrigins: list.pipe(z.array(origin)).default([cors.allowOrigin]),
  removal: z.enum(['keep', 'destroy'], 'must be keep or destroy').default('keep'),
  regions: list.pipe(z.array(region).refine(distinct, 'must name each region once')).default([]),
  leaving: region.optional(),
  alarms: z.email('must be an e-mail address').optional(),
  bookmarks: z.coerce
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be a whole number from 1')
    .default('1'),
  tracing: z.coerce
    .string()
    .pipe(z.enum(['true', 'false'], 'must be true or false'))
    .transform((text) => text === 'true')
    .default(false),
  architecture: z.enum(['arm64', 'x86_64'], 'must be arm64 or x86_64').default('arm64'),
});

/**
 * What a deployment can choose, each with `-c <setting>=<value>`:
 * - `name`: of the stack, and so the prefix of every table;
 * - `allowOrigins`: the web origins that CORS lets in, all by default: callers are identified by their token, not by a
 *   cookie;
 * - `removal`: whether `cdk destroy` keeps the tables or destroys them with the stack;
 * - `regions`: where to run; the first one is home to the names of users. None: the one region of the credentials;
 * - `leaving`: a region whose tables the next deployment may delete: they are not protected, and its stack is left out;
 * - `alarms`: whom to tell; none: nobody is told;
 * - `bookmarks`: their generation, 1 by default: with a number never used before, no earlier bookmark is used again;
 * - `tracing`: whether X-Ray traces requests, at a price; false by default;
 * - `architecture`: of the functions; another than arm64 is for `sam local` on such a machine.
 */
export type Settings = z.infer<typeof SettingsSchema>;

/** CDK's own context keys have one of these in their names; what has none is a setting, or a misspelt one. */
const isSetting = (key: string) => !/[@:/-]/.test(key);

/** The settings in a CDK context, with defaults for those left out. @throws CommandError that lists every fault */
export function settingsFrom(context: Readonly<Record<string, unknown>>): Settings {
  const given = Object.entries(context).filter(([key]) => isSetting(key));
  const unknown = given.map(([key]) => key).filter((key) => !(key in SettingsSchema.shape));
  const parsed = SettingsSchema.safeParse(Object.fromEntries(given));
  const faults = [
    ...unknown.map((key) => `${key} is not known (${Object.keys(SettingsSchema.shape).join(', ')} are)`),
    ...(parsed.error?.issues ?? []).map(({ path: [key], message }) => `${String(key)} ${message}`),
  ];
  if (parsed.success && faults.length === 0) faults.push(...notLeaving(parsed.data));
  if (parsed.success && faults.length === 0) return parsed.data;
  throw new CommandError(`Faulty settings: ${[...new Set(faults)].join('; ')}.`);
}

/** What is wrong with leaving a region: home stays, and what is not there cannot be left. */
const notLeaving = ({ leaving, regions }: Settings): string[] =>
  leaving === undefined || regions.slice(1).includes(leaving)
    ? []
    : [`leaving must be one of regions, and not the first: ${leaving} is not`];
