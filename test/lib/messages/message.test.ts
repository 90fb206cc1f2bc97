import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  highestId,
  idAt,
  isMessageId,
  lowestId,
  lowestIdOf,
  type MessageId,
  newMessageId,
  placeOf,
  timeOf,
} from '../../../lib/messages/message.ts';

const LAST_TIME = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Edges are likely: the first and the last times, and times that are next to each other. */
const aTime = fc.oneof(
  fc.integer({ min: 1, max: 3 }),
  fc.nat(3).map((before) => LAST_TIME - before),
  fc.integer({ min: 1, max: LAST_TIME }),
);

const randomness = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
  minLength: 16,
  maxLength: 16,
});

const anId = fc
  .tuple(aTime, randomness)
  .map(([time, random]) => `${newMessageId(time).slice(0, 10)}${random}` as MessageId);

describe('a message id', () => {
  it('holds the time it was made for', () => {
    fc.assert(
      fc.property(aTime, (time) => {
        const id = newMessageId(time);

        expect(isMessageId(id)).toBe(true);
        expect(timeOf(id)).toBe(time);
      }),
    );
  });

  it('is another each time', () => {
    const ids = Array.from({ length: 1000 }, () => newMessageId(0));

    expect(new Set(ids).size).toBe(1000);
  });

  it('lies between the lowest and the highest', () => {
    fc.assert(
      fc.property(anId, (id) => {
        expect(lowestId <= id && id <= highestId).toBe(true);
      }),
    );
    expect(isMessageId(lowestId) && isMessageId(highestId)).toBe(true);
  });

  it('is of a time before the year 10000', () => {
    expect(timeOf(highestId)).toBe(LAST_TIME);
    expect(isMessageId(newMessageId(LAST_TIME + 1))).toBe(false);
    expect(isMessageId(`7${'Z'.repeat(25)}`)).toBe(false);
  });

  it('has 26 of the characters of a ULID, in upper case', () => {
    fc.assert(
      fc.property(
        anId,
        fc.nat(25),
        fc.constantFrom('', 'I', 'L', 'O', 'U', 'a', '-', '\n', '０', '77', '8', 'Z'),
        (id, position, put) => {
          const text = id.slice(0, position) + put + id.slice(position + 1);

          expect(isMessageId(text)).toBe(/^[0-9A-HJKMNP-TV-Z]{26}$/.test(text) && text <= highestId);
        },
      ),
    );
  });
});

describe('the lowest id of a time', () => {
  it('is above all ids of the time before, and below all others of its own', () => {
    fc.assert(
      fc.property(anId, (id) => {
        const time = timeOf(id);

        expect(lowestIdOf(time) <= id && id < lowestIdOf(time + 1)).toBe(true);
        expect(timeOf(lowestIdOf(time))).toBe(time);
      }),
    );
  });

  it('has the length of an id, and is the lowest of all where the time lies before 1970', () => {
    expect(lowestIdOf(1)).toBe(`${'0'.repeat(9)}1${'0'.repeat(16)}`);
    expect(lowestIdOf(-1)).toBe('0'.repeat(26));
  });
});

describe('a place', () => {
  it('sorts as its id does', () => {
    fc.assert(
      fc.property(anId, anId, (one, other) => {
        expect(placeOf(one) < placeOf(other)).toBe(one < other);
      }),
    );
  });

  it('sorts as its id does within one millisecond', () => {
    fc.assert(
      fc.property(anId, randomness, (one, random) => {
        const other = `${one.slice(0, 10)}${random}` as MessageId;

        expect(placeOf(one) < placeOf(other)).toBe(one < other);
      }),
    );
  });

  it('sorts by bytes as it sorts by characters', () => {
    fc.assert(
      fc.property(anId, (id) => {
        expect(placeOf(id)).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });

  it('gives its id back', () => {
    fc.assert(
      fc.property(anId, (id) => {
        expect(idAt(placeOf(id))).toBe(id);
      }),
    );
  });

  it('begins with the time in ISO 8601', () => {
    const place = placeOf(newMessageId(Date.UTC(2016, 6, 30, 23, 54, 10, 259)));

    expect(place).toMatch(/^2016-07-30T23:54:10\.259Z#01[0-9A-Z]{24}$/);
  });
});
