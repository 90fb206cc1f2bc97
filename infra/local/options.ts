import { CommandError } from '../command-line/command-error.ts';
import { flag, oneOf, type ValuesOf } from '../command-line/options.ts';
import { type EngineKind, engineKinds } from './engine.ts';

type OwnEngine = { readonly kind: EngineKind; readonly dataDir: string; readonly port: number };

/** How the local run was asked for: on an engine to start, or on one that runs already. */
export type Options = {
  readonly inSam: false;
  readonly port: number;
  readonly host: string;
  readonly engine: OwnEngine | { readonly endpoint: string };
};

/** How `sam local` was asked for. */
export type SamOptions = Omit<Options, 'inSam' | 'engine'> & { readonly inSam: true; readonly engine: OwnEngine };

/** What may be written after `npm start`, and in its environment. */
export const usage = {
  command: 'npm start',
  purpose: 'Runs Duologue on this machine.',
  options: {
    engine: oneOf("dynalite (the default), or Amazon's DynamoDB Local, which needs Java 17", engineKinds, undefined),
    sam: flag("runs the template of cdk deploy in Lambda's own containers: needs Docker, Java 17, AWS SAM CLI"),
  },
  notes: `Environment variables:

  PORT                       where Duologue listens; 0 is any free port (3000)
  HOST                       on which address (127.0.0.1)
  DATA_DIR                   where the engine keeps its data (.data)
  ENGINE_PORT                where the engine listens (any free port)
  AWS_ENDPOINT_URL_DYNAMODB  a DynamoDB that runs already, instead of an engine`,
};

type Asked = ValuesOf<typeof usage.options>;

/** What the command line and the environment ask for. Throws {@link CommandError}. */
export function readOptions({ engine, sam }: Asked, environment: NodeJS.ProcessEnv): Options | SamOptions {
  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
  const chosen = [engine && '--engine', sam && '--sam', endpoint && 'AWS_ENDPOINT_URL_DYNAMODB'].filter(Boolean);
  if (chosen.length > 1) throw new CommandError(`Give only one of ${chosen.join(', ')}.`);

  const listening = { port: readPort('PORT', environment.PORT || '3000'), host: environment.HOST || '127.0.0.1' };
  if (endpoint) return { inSam: false, ...listening, engine: { endpoint: readEndpoint(endpoint) } };
  const data = {
    dataDir: environment.DATA_DIR || '.data',
    port: readPort('ENGINE_PORT', environment.ENGINE_PORT || '0'),
  };
  return sam
    ? { inSam: true, ...listening, engine: { kind: 'dynamodb-local', ...data } }
    : { inSam: false, ...listening, engine: { kind: engine ?? 'embedded', ...data } };
}

function readPort(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new CommandError(`${name} must be a whole number from 0 to 65535, not "${text}".`);
  }
  return Number(text);
}

function readEndpoint(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new CommandError(`AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "${text}".`);
  }
  return text;
}
