import { describe, expect, it } from '@jest/globals';
import { normalizer } from './responses.ts';

const [one, other] = ['01M8BMV7X443K2ME4ZW59K3MTD', '01M8BMV7XX92EM7B4YKCD80HQ4'];

describe('responses to be compared', () => {
  it('are the same, however their JSON is laid out, whatever time and request it was', () => {
    const shown = `{"id":"${one}",\n "sentAt":"2026-11-26T10:01:32.836Z",\n "instance":"a"}\n204\n`;
    const actual = `{"id":"${other}","sentAt":"2027-01-01T00:00:00.000Z","instance":"b"}\n204`;

    expect(normalizer()(actual)).toBe(normalizer()(shown));
  });

  it('are different where another field, an order or a text is', () => {
    const of = (response: string) => normalizer()(response);

    expect(new Set(['{"a":1,"b":2}', '{"b":2,"a":1}', '{"a":1}', '204', 'text', ''].map(of)).size).toBe(6);
  });

  it('are different where an id is not that of an earlier response', () => {
    const [shown, actual] = [normalizer(), normalizer()];

    expect(actual(`"${other}"`)).toBe(shown(`"${one}"`));
    expect(actual(`"${one}"`)).not.toBe(shown(`"${one}"`));
  });
});
