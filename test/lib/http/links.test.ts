import { describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { pageAnswer } from '../../../lib/http/links.ts';
import { parseRequest } from '../../../lib/http/request.ts';
import { FetchMessagesRequest } from '../../../lib/http/requests/fetch-messages.ts';
import { highestId, lowestId, type MessageId, newMessageId } from '../../../lib/messages/message.ts';
import type { Cursor, Page, PageLink } from '../../../lib/pages/page.ts';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as MessageId;
const request = { userA: 'alice', userB: 'bob' } as const;

const aPage = (page: Partial<Page> = {}): Page => ({
  messages: [],
  page: 1,
  pageSize: 50,
  order: 'newest',
  next: null,
  previous: null,
  poll: null,
  asOf: null,
  ...page,
});

const answer = (page: Partial<Page>, asked: Parameters<typeof pageAnswer>[0] = request) => {
  const { headers, body } = pageAnswer(asked, aPage(page));
  return { link: headers.link, ...JSON.parse(body ?? '') };
};

describe('the links of a page', () => {
  it('are null, and in no header, where nothing follows', () => {
    const { link, next, previous } = answer({});

    expect({ link, next, previous }).toEqual({ link: undefined, next: null, previous: null });
  });

  it('stand in the body and in the Link header', () => {
    const { link, next, previous } = answer({
      next: { cursor: { side: 'after', id }, page: 3 },
      previous: { cursor: { side: 'before', id }, page: 1 },
    });

    expect(next).toBe(`/messages?userA=alice&userB=bob&pageSize=50&order=newest&cursor=${id}&page=3`);
    expect(previous).toBe(`/messages?userA=alice&userB=bob&pageSize=50&order=newest&cursor=-${id}&page=1`);
    expect(link).toBe(`<${next}>; rel="next", <${previous}>; rel="prev"`);
  });

  it('carry a cursor, a page or both', () => {
    const links: PageLink[] = [{ page: 7 }, { cursor: { side: 'after', id } }];

    const [numbered, placed] = links.map((next) => new URLSearchParams(answer({ next }).next.split('?')[1]));

    expect([numbered?.get('page'), numbered?.get('cursor')]).toEqual(['7', null]);
    expect([placed?.get('page'), placed?.get('cursor')]).toEqual([null, id]);
  });

  it('are requests that lead to what they name', () => {
    const anId = fc.oneof(fc.constantFrom(lowestId, highestId), fc.integer({ min: 1, max: 2 ** 47 }).map(newMessageId));
    const aCursor: fc.Arbitrary<Cursor> = fc.record({ side: fc.constantFrom('after', 'before'), id: anId });
    const aNumber = fc.integer({ min: 1, max: 2 ** 53 - 1 });
    const aLink = fc.oneof(
      fc.record({ cursor: aCursor }),
      fc.record({ cursor: aCursor, page: aNumber }),
      fc.record({ page: aNumber }),
      fc.record({ page: aNumber, asOf: aNumber }),
      fc.record({ cursor: aCursor, page: aNumber, asOf: aNumber }),
    );
    const asked = fc.record({
      userA: fc.constantFrom('alice', 'a._-'),
      userB: fc.constantFrom('bob', '0-0'),
      pageSize: fc.integer({ min: 1, max: 200 }),
      order: fc.constantFrom('newest', 'oldest'),
    });

    fc.assert(
      fc.property(asked, aLink, (asked, next) => {
        const { pageSize, order } = asked;
        const url = answer({ next, pageSize, order }, asked).next;

        expect(parsed(url)).toEqual({ ...asked, ...next });
      }),
    );
  });
});

/** What the route reads from a link. */
function parsed(url: string) {
  const [path, rawQueryString] = url.split('?');
  const headers = { authorization: `Bearer alice.${'a'.repeat(43)}` };
  expect(path).toBe('/messages');
  const event = { headers, rawQueryString, requestContext: { http: {} } } as unknown as APIGatewayProxyEventV2;
  return parseRequest(FetchMessagesRequest, event).query;
}
