import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { kind } from '../../../lib/messages/content/kind.ts';
import type { Person } from '../../support/api.ts';
import { anEvent, type EventOptions } from '../../support/lambda-event.ts';

/** A kind of content that there is not, as the file beside the others would export it. */
const sticker = kind({
  name: 'Sticker',
  description: 'A sticker.',
  sent: z.strictObject({ type: z.literal('sticker'), pack: z.string(), animated: z._default(z.boolean(), false) }),
  stored: z.strictObject({ type: z.literal('sticker'), pack: z.string(), animated: z.boolean() }),
  example: { type: 'sticker', pack: 'Cats' },
});

/** Not the last: nothing may go by the place of a kind in the list. What knows the list is imported after this. */
jest.unstable_mockModule('../../../lib/messages/content/kinds.ts', async () => {
  const [{ text }, { image }, { video }] = await Promise.all([
    import('../../../lib/messages/content/text.ts'),
    import('../../../lib/messages/content/image.ts'),
    import('../../../lib/messages/content/video.ts'),
  ]);
  return { kinds: [text, sticker, image, video] };
});

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<{ statusCode: number; body?: string }>;

let alice: Person;
let bob: Person;
let send: Handler;
let fetch: Handler;
// biome-ignore lint/suspicious/noExplicitAny: the assertions are the check of its shape
let document: any;
let known: Readonly<Record<string, object>>;

beforeAll(async () => {
  const { engineEnvironment } = await import('../../support/engine.ts');
  const { aPerson } = await import('../../support/api.ts');
  Object.assign(process.env, engineEnvironment());
  [alice, bob] = await Promise.all([aPerson(), aPerson()]);
  send = (await import('../../../functions/send-message.ts')).handler as Handler;
  fetch = (await import('../../../functions/fetch-messages.ts')).handler as Handler;
  document = JSON.parse(JSON.stringify((await import('../../../infra/openapi/document.ts')).document()));
  known = (await import('../../support/documented.ts')).document.components.schemas as typeof known;
});

/** Calls a function, past the check of its answer against the document of the project, which has no stickers. */
async function call(handler: Handler, route: string, options: EventOptions = {}) {
  const answer = await handler(anEvent(route, { token: alice.token, ...options }), {} as Context);
  return { status: answer.statusCode, text: answer.body ?? '', body: JSON.parse(answer.body ?? '{}') };
}

const sendIt = (content: object, key?: string) =>
  call(send, 'POST /messages', {
    body: { sender: alice.username, recipient: bob.username, content },
    headers: key ? { 'idempotency-key': key } : {},
  });

describe('a made-up kind of content in the list', () => {
  it('is taken, stored and answered, its fields in order', async () => {
    const sent = await sendIt({ animated: true, pack: 'Cats', type: 'sticker' });
    const page = await call(fetch, `GET /messages?userA=${alice.username}&userB=${bob.username}`);

    expect(sent).toMatchObject({ status: 201 });
    expect(sent.text).toContain('"content":{"type":"sticker","pack":"Cats","animated":true}');
    expect(page.text).toContain(`"messages":[${sent.text}`);
  });

  it('has its part in what makes two sends the same', async () => {
    const first = await sendIt({ type: 'sticker', pack: 'Dogs' }, 'a-key');
    const again = await sendIt({ animated: false, type: 'sticker', pack: 'Dogs' }, 'a-key');
    const other = await sendIt({ type: 'sticker', pack: 'Dogs', animated: true }, 'a-key');

    expect([first.status, again.text, other.status]).toEqual([201, first.text, 422]);
  });

  it('is refused by its own rules, and named among the types', async () => {
    const wrong = await sendIt({ type: 'sticker', pack: 1, url: 'https://example.com/' });
    const unknown = await sendIt({ type: 'poke' });

    expect(wrong.body.errors).toMatchObject([{ pointer: '/content/pack' }, { pointer: '/content/url' }]);
    expect(unknown.body.errors).toMatchObject([{ detail: expect.stringContaining('"text", "sticker", "image"') }]);
  });

  it('is in the OpenAPI document, sent and answered, and renames no other', () => {
    const { StickerDraft, StickerContent, ContentDraft, Content, ...others } = document.components.schemas;
    const { ContentDraft: _, Content: __, ...knownOthers } = known;

    expect(StickerDraft).toMatchObject({ required: ['type', 'pack'], additionalProperties: false });
    expect(StickerContent).toMatchObject({ required: ['type', 'pack', 'animated'] });
    expect(ContentDraft.discriminator.mapping.sticker).toBe('#/components/schemas/StickerDraft');
    expect(Content.discriminator.mapping.sticker).toBe('#/components/schemas/StickerContent');
    expect(others).toEqual(knownOthers);
  });

  it('has examples in the document, as it is sent and as it is stored', () => {
    const { requestBody, responses } = document.paths['/messages'].post;
    const examplesOf = ({ content }: { content: Record<string, { examples: object }> }) =>
      content['application/json']?.examples;

    expect(examplesOf(requestBody)).toMatchObject({ sticker: { value: { content: sticker.example } } });
    expect(examplesOf(responses[201])).toMatchObject({ sticker: { value: { content: { animated: false } } } });
  });

  it('is among the drafts of the fuzzer', async () => {
    const { validRequests } = await import('../../fuzz/valid.ts');

    const drafts = fc.sample(validRequests(document), { numRuns: 500, seed: 1 });

    const contents = drafts.map(({ json }) => (json as { content?: { type?: string } } | undefined)?.content);
    const stickers = contents.filter((content) => content?.type === 'sticker');
    expect(stickers.length).toBeGreaterThan(5);
    for (const content of stickers) expect(z.safeParse(sticker.sent, content)).toMatchObject({ success: true });
  });

  it('is missed in the Postman collection', async () => {
    const { missingFrom } = await import('../../postman/missing.ts');
    const { readCollection } = await import('../../../infra/postman/collection.ts');

    expect(missingFrom(readCollection())).toEqual(['sticker']);
  });
});
