import { flag, oneOf, type ValuesOf } from '../command-line/options.ts';
import { Obstacle } from '../obstacle.ts';
import { type EngineKind, engineKinds } from './engine.ts';

/** How the local run was asked for. */
export type Options = {
  readonly port: number;
  readonly host: string;
  /** The engine to start, or the one that runs already. */
  readonly engine:
    | { readonly kind: EngineKind; readonly dataDir: string; readonly port: number }
    | { readonly endpoint: string };
};

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

/** What the command line and the environment ask for. Throws {@link Obstacle}. */
export function readOptions({ engine, sam }: Asked, environment: NodeJS.ProcessEnv): Options | 'sam' {
  if (sam && engine) throw new Obstacle('Give either --engine or --sam, not both.');
  if (sam) return 'sam';

  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
  if (endpoint && engine) throw new Obstacle('Give either --engine or AWS_ENDPOINT_URL_DYNAMODB, not both.');
  return {
    port: readPort('PORT', environment.PORT || '3000'),
    host: environment.HOST || '127.0.0.1',
    engine: endpoint
      ? { endpoint: readEndpoint(endpoint) }
      : {
          kind: engine ?? 'embedded',
          dataDir: environment.DATA_DIR || '.data',
          port: readPort('ENGINE_PORT', environment.ENGINE_PORT || '0'),
        },
  };
}

function readPort(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new Obstacle(`${name} must be a whole number from 0 to 65535, not "${text}".`);
  }
  return Number(text);
}

function readEndpoint(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new Obstacle(`AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "${text}".`);
  }
  return text;
}
