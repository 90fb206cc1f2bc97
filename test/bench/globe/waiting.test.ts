import { describe, expect, it } from '@jest/globals';
import { betweenMilliseconds } from './round-trips.ts';
import { everyWaiting, waitingOf } from './waiting.ts';

describe('how long a user waits', () => {
  it('is one way around the world for a user of one region, however many round trips its store takes', () => {
    const { send, newestPage } = waitingOf(['us-east-1'], 'Tokyo');

    expect([send, newestPage]).toEqual([20 + 150 + 15 + 10, 20 + 150 + 15 + 5]);
  });

  it('has no way around the world where there is a region near by, but for what is asked at home', () => {
    const { region, send, signUp, logIn } = waitingOf(['us-east-1', 'ap-northeast-1'], 'Tokyo');

    expect({ region, send, signUp, logIn }).toEqual({
      region: 'ap-northeast-1',
      send: 20 + 15 + 10,
      signUp: 20 + 15 + 10 + 300 + 150,
      logIn: 20 + 15 + 20 + 300 + 3 * 150,
    });
  });

  it('is told for each of three cities in each of three designs, by the nearest region', () => {
    const waiting = everyWaiting();

    expect(waiting).toHaveLength(9);
    expect(waiting.find(({ city, regions }) => city === 'Frankfurt' && regions.length === 2)?.region).toBe('us-east-1');
    expect(new Set(waiting.filter(({ regions }) => regions.length === 3).map(({ send }) => send)).size).toBe(1);
  });

  it('knows each way in both directions', () => {
    expect(betweenMilliseconds('eu-central-1', 'us-east-1')).toBe(betweenMilliseconds('us-east-1', 'eu-central-1'));
  });
});
