import { parseArgs } from 'node:util';
import { CannotStart } from './cannot-start.ts';
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

/** What `npm start -- --help` prints. */
export const help = `Runs Duologue on this machine.

  npm start [-- --engine ${engineKinds.join('|')} | --sam]

--engine embedded         dynalite, which needs nothing (the default)
--engine dynamodb-local   Amazon's DynamoDB Local, which needs Java 17
--sam                     the template of cdk deploy in Lambda's own containers, on DynamoDB Local: it needs Java 17,
                          Docker and the AWS SAM CLI

PORT                      where Duologue listens: 3000; 0 is any free port
HOST                      on which address: 127.0.0.1
DATA_DIR                  where the engine keeps its data: .data
ENGINE_PORT               where the engine listens: any free port
AWS_ENDPOINT_URL_DYNAMODB a DynamoDB that runs already, instead of an engine`;

/**
 * Reads the command line and the environment; `'help'` or `'sam'` where that was asked for instead. Throws
 * {@link CannotStart}.
 */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options | 'help' | 'sam' {
  const values = parse(args);
  if (values.help) return 'help';
  if (values.sam && values.engine) throw new CannotStart('Give either --engine or --sam, not both.');
  if (values.sam) return 'sam';

  const endpoint = environment.AWS_ENDPOINT_URL_DYNAMODB;
  if (endpoint && values.engine) {
    throw new CannotStart('Give either --engine or AWS_ENDPOINT_URL_DYNAMODB, not both.');
  }
  return {
    port: readPort('PORT', environment.PORT || '3000'),
    host: environment.HOST || '127.0.0.1',
    engine: endpoint
      ? { endpoint: readEndpoint(endpoint) }
      : {
          kind: readKind(values.engine ?? 'embedded'),
          dataDir: environment.DATA_DIR || '.data',
          port: readPort('ENGINE_PORT', environment.ENGINE_PORT || '0'),
        },
  };
}

function parse(args: string[]) {
  try {
    const flags = { sam: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    return parseArgs({ args, options: { engine: { type: 'string' }, ...flags } }).values;
  } catch (error) {
    const [reason] = (error as Error).message.split(/\.|\n/);
    throw new CannotStart(`${reason}. See npm start -- --help.`);
  }
}

function readKind(text: string): EngineKind {
  const kind = engineKinds.find((known) => known === text);
  if (kind === undefined) throw new CannotStart(`--engine must be ${engineKinds.join(' or ')}, not "${text}".`);
  return kind;
}

function readPort(name: string, text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new CannotStart(`${name} must be a whole number from 0 to 65535, not "${text}".`);
  }
  return Number(text);
}

function readEndpoint(text: string): string {
  if (!/^https?:$/.test(URL.parse(text)?.protocol ?? '')) {
    throw new CannotStart(`AWS_ENDPOINT_URL_DYNAMODB must be a URL such as http://127.0.0.1:8000, not "${text}".`);
  }
  return text;
}
