import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { endServer, listen } from './listen.ts';

/** An address in front of an engine that notes each call, such as `PutItem Messages`. */
export type RecordingEngine = {
  readonly url: string;
  readonly calls: ReadonlySet<string>;
  stop(): Promise<void>;
};

/** Puts a recorder in front of the engine at `engineUrl`. */
export async function recordingEngine(engineUrl: string): Promise<RecordingEngine> {
  const calls = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const [, call] = String(request.headers['x-amz-target']).split('.');
    for (const name of tableNames(JSON.parse(body.toString()))) calls.add(`${call} ${name.replace(/^.*-/, '')}`);

    const headers = Object.entries(request.headers).filter(([name]) =>
      /^(x-amz|authorization|content-type)/.test(name),
    );
    const answer = await fetch(engineUrl, { method: 'POST', headers: headers as [string, string][], body });
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(await answer.text());
  });
  return { url: await listen(server), calls, stop: () => endServer(server) };
}

type Command = { readonly TableName?: string; readonly RequestItems?: Readonly<Record<string, unknown>> };

const tableNames = ({ TableName, RequestItems = {} }: Command) => (TableName ? [TableName] : Object.keys(RequestItems));
