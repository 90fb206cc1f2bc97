import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders, type Server } from 'node:http';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectToDynamodb, type Dynamodb } from '../../../lib/dynamodb/client.ts';
import { engineEnvironment } from '../../support/engine.ts';
import { endServer, listen } from '../../support/listen.ts';
import { quiet } from '../../support/quiet.ts';

const HOUR = 3_600_000;
const IN_AN_HOUR = () => new Date(Date.now() + HOUR).toUTCString();

type Answer = { readonly status?: number; readonly headers: OutgoingHttpHeaders; readonly body?: string };

let server: Server;
let endpoint: string;
let dynamodb: Dynamodb;
/** What the store answers, the last one from then on. */
let answers: Answer[];
/** The headers of each attempt, in their order. */
let attempts: IncomingHttpHeaders[];

quiet(); // each correction of a clock has a line in the log

beforeEach(async () => {
  attempts = [];
  server = createServer((request, response) => {
    attempts.push(request.headers);
    const { status = 200, headers, body = '{}' } = (answers.length > 1 ? answers.shift() : answers[0]) as Answer;
    response.sendDate = 'date' in headers;
    response.writeHead(status, headers).end(body);
  });
  endpoint = await listen(server);
  Object.assign(process.env, engineEnvironment());
  dynamodb = connectToDynamodb(process.env, { endpoint });
});
afterEach(() => {
  dynamodb.client.destroy();
  return endServer(server);
});

const ask = () =>
  dynamodb.send(new GetCommand({ TableName: 'T', Key: { key: 'x' } })).catch((error: Error) => error.constructor.name);

/** By how many hours a connection's clock is fast; never -0, which is not 0 to a test. */
const aheadBy = ({ clock } = dynamodb) => Math.round((clock() - Date.now()) / HOUR) + 0;

const fromDynamodb = (): OutgoingHttpHeaders => ({ 'x-amzn-RequestId': 'AN0THER', date: IN_AN_HOUR() });
const failure = (status: number, error: string): Answer => ({
  status,
  headers: fromDynamodb(),
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${error}` }),
});

describe('an answer of nothing', () => {
  const query = new QueryCommand({
    TableName: 'T',
    KeyConditionExpression: '#key = :x',
    ExpressionAttributeNames: { '#key': 'key' },
    ExpressionAttributeValues: { ':x': 'x' },
  });
  const put = new PutCommand({ TableName: 'T', Item: { key: 'x' } });

  it.each([
    ['{}', 'a put', put, true],
    ['', 'a put', put, false],
    ['[]', 'a put', put, false],
    ['{"Items":[],"Count":0}', 'a query', query, true],
    ['{}', 'a query', query, false],
  ])('%j to %s', async (body, _, command, isGood) => {
    answers = [{ headers: {}, body }];

    const asked = dynamodb.send(command as PutCommand);

    await (isGood ? asked : expect(asked).rejects.toMatchObject({ code: 'unavailable' }));
  });
});

describe('a store that only fails', () => {
  it.each(['InternalServerError', 'ThrottlingException'])('is asked 3 times, with %s', async (error) => {
    answers = [failure(500, error)];

    expect(await ask()).toBe('Unavailable');

    const said = attempts.map((headers) => headers['amz-sdk-request']);
    expect(said).toEqual(['attempt=1; max=3', 'attempt=2; max=3', 'attempt=3; max=3']);
  });
});

describe('a request', () => {
  it('does not say what it is made with', async () => {
    answers = [{ headers: fromDynamodb() }];

    await ask();

    expect(Object.keys(attempts[0] ?? {}).filter((name) => name.includes('user-agent'))).toEqual([]);
  });
});

describe('the clock of a connection', () => {
  it('is this process’s own before the first answer', () => {
    const before = Date.now();

    const shown = dynamodb.clock();

    expect(shown).toBeGreaterThanOrEqual(before);
    expect(shown).toBeLessThanOrEqual(Date.now());
  });

  it.each<[string, () => Answer]>([
    ['answers', () => ({ headers: fromDynamodb() })],
    ['refusals', () => failure(400, 'ConditionalCheckFailedException')],
    ['mistakes of ours', () => failure(400, 'ValidationException')],
  ])('goes by the Date of %s, which it asks for once more', async (_, answer) => {
    answers = [answer()];

    await ask();

    expect(aheadBy()).toBe(1);
  });

  it('does not go by a Date that the next answer contradicts', async () => {
    const now = { 'x-amzn-RequestId': 'AN0THER', date: new Date().toUTCString() };
    answers = [{ headers: fromDynamodb() }, { headers: now }];

    await ask();

    expect([aheadBy(), answers]).toEqual([0, [{ headers: now }]]);
  });

  it('goes by the attempts at one request', async () => {
    answers = [failure(500, 'InternalServerError'), failure(500, 'InternalServerError'), { headers: {} }];

    await ask();

    expect(aheadBy()).toBe(1);
  });

  it.each<[string, OutgoingHttpHeaders]>([
    ['has no request id of DynamoDB’s', { date: IN_AN_HOUR() }],
    ['has no Date', { 'x-amzn-RequestId': 'AN0THER' }],
  ])('does not go by what %s', async (_, headers) => {
    answers = [{ headers }];

    for (const _ of [1, 2, 3]) await ask();

    expect(aheadBy()).toBe(0);
  });

  it('is no other connection’s', async () => {
    const home = connectToDynamodb(process.env, { region: 'us-west-2' });
    answers = [{ headers: fromDynamodb() }];

    for (const _ of [1, 2]) await ask();

    expect([aheadBy(), aheadBy(home)]).toEqual([1, 0]);
    home.client.destroy();
  });

  it('is the given one, where one is given, and no answer is asked for to set it', async () => {
    const home = connectToDynamodb(process.env, { endpoint, clock: () => 42 });
    answers = [{ headers: fromDynamodb() }];

    await home.send(new GetCommand({ TableName: 'T', Key: { key: 'x' } }));

    expect([home.clock(), attempts.length]).toEqual([42, 1]);
    home.client.destroy();
  });
});
