import { describe, expect, it } from '@jest/globals';
import { isAws, setEnvironment } from '../../../infra/local/environment.ts';

const local = 'http://127.0.0.1:8000';
const aws = 'https://dynamodb.eu-west-1.amazonaws.com';

const environmentAfter = (environment: NodeJS.ProcessEnv, endpoint: string) => {
  setEnvironment(environment, endpoint);
  return environment;
};

describe('the environment of the handlers', () => {
  it('has all that Lambda would set, made up for a local engine', () => {
    expect(environmentAfter({}, local)).toEqual({
      AWS_ENDPOINT_URL_DYNAMODB: local,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      SIGN_UPS_PER_HOUR: 'unlimited',
      TABLE_PREFIX: 'Duologue',
    });
  });

  it('keeps what is set', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const set = { ...keys, AWS_REGION: 'eu-west-1', TABLE_PREFIX: 'Mine', SIGN_UPS_PER_HOUR: '5' };

    expect(environmentAfter({ ...set }, local)).toEqual({ ...set, AWS_ENDPOINT_URL_DYNAMODB: local });
  });

  it('does not sign in with a profile for a local engine', () => {
    expect(environmentAfter({ AWS_PROFILE: 'work' }, local)).not.toHaveProperty('AWS_PROFILE');
  });

  it('has nothing made up for AWS', () => {
    expect(environmentAfter({ AWS_PROFILE: 'work' }, aws)).toEqual({
      AWS_PROFILE: 'work',
      AWS_ENDPOINT_URL_DYNAMODB: aws,
      SIGN_UPS_PER_HOUR: 'unlimited',
      TABLE_PREFIX: 'Duologue',
    });
  });

  it.each([
    [aws, true],
    ['https://dynamodb.cn-north-1.amazonaws.com.cn', true],
    ['https://dynamodb.us-east-1.api.aws', true],
    [local, false],
    ['http://dynamodb:8000', false],
    ['http://amazonaws.com.example:8000', false],
  ])('takes %s for AWS: %s', (endpoint, expected) => {
    expect(isAws(endpoint)).toBe(expected);
  });
});
