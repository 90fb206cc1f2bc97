import type { RegionId } from '../globe/round-trips.ts';

/** Prices that fall with the amount of a month: each holds up to its amount, the last for all that is beyond. */
export type Steps = readonly { readonly upTo: number; readonly price: number }[];

/** What AWS asks in one region, in US dollars. A GB is 2^30 bytes, as AWS counts. */
export type Prices = {
  /** HTTP API: per million requests of up to 512 KB, by millions. */
  readonly apiMillion: Steps;
  /** DynamoDB on demand: per million write request units, replicated ones too. */
  readonly writeMillion: number;
  /** DynamoDB on demand: per million read request units. */
  readonly readMillion: number;
  /** DynamoDB: per GB-month stored, standard class. */
  readonly storedGbMonth: number;
  /** DynamoDB: per GB-month of point-in-time recovery. */
  readonly recoveryGbMonth: number;
  /** CloudWatch Logs: per GB taken in from Lambda and API Gateway, by GB. */
  readonly logGb: Steps;
  /** Per GB out to the internet, by GB. */
  readonly outGb: Steps;
  /** Per GB to another region. */
  readonly betweenRegionsGb: number;
};

const TB = 1024;

const api = (first: number, beyond: number): Steps => [
  { upTo: 300, price: first },
  { upTo: Number.POSITIVE_INFINITY, price: beyond },
];

/** The first 10 TB at full price, 20 more at half, 20 more at a fifth, the rest at a tenth (Lambda's logs since May 2025). */
const logs = (first: number): Steps => [
  { upTo: 10 * TB, price: first },
  { upTo: 30 * TB, price: first / 2 },
  { upTo: 50 * TB, price: first / 5 },
  { upTo: Number.POSITIVE_INFINITY, price: first / 10 },
];

const out = (...[to10, to50, to150, beyond]: readonly [number, number, number, number]): Steps => [
  { upTo: 10 * TB, price: to10 },
  { upTo: 50 * TB, price: to50 },
  { upTo: 150 * TB, price: to150 },
  { upTo: Number.POSITIVE_INFINITY, price: beyond },
];

/**
 * List prices before any free tier, looked up in November 2026. AWS's price lists themselves were not at hand: where they
 * come from is in the README of infra, and which have no source in {@link assumedPrices}. Look at AWS's pricing pages before
 * relying on them.
 */
export const prices: Readonly<Record<RegionId, Prices>> = {
  'us-east-1': {
    apiMillion: api(1, 0.9),
    writeMillion: 0.625,
    readMillion: 0.125,
    storedGbMonth: 0.25,
    recoveryGbMonth: 0.2,
    logGb: logs(0.5),
    outGb: out(0.09, 0.085, 0.07, 0.05),
    betweenRegionsGb: 0.02,
  },
  'ap-northeast-1': {
    apiMillion: api(1.29, 1.18),
    writeMillion: 0.715,
    readMillion: 0.1425,
    storedGbMonth: 0.285,
    recoveryGbMonth: 0.228,
    logGb: logs(0.76),
    outGb: out(0.114, 0.089, 0.086, 0.084),
    betweenRegionsGb: 0.09,
  },
  'eu-central-1': {
    apiMillion: api(1.2, 1.08),
    writeMillion: 0.7625,
    readMillion: 0.1525,
    storedGbMonth: 0.306,
    recoveryGbMonth: 0.2448,
    logGb: logs(0.63),
    outGb: out(0.09, 0.085, 0.07, 0.05),
    betweenRegionsGb: 0.02,
  },
};

/**
 * Prices for which no dated source was found, in whole or for their later steps. Those of recovery and the later steps of
 * logs are in proportion to us-east-1; the others are what AWS's pages are remembered to say.
 */
export const assumedPrices: Readonly<Record<RegionId, readonly (keyof Prices)[]>> = {
  'us-east-1': [],
  'ap-northeast-1': ['apiMillion', 'recoveryGbMonth', 'logGb', 'outGb'],
  'eu-central-1': ['apiMillion', 'recoveryGbMonth', 'logGb', 'outGb', 'betweenRegionsGb'],
};

/** What costs the same in all of these regions. */
export const pricesEverywhere = {
  /** Lambda: dollars per million requests. */
  lambdaMillion: 0.2,
  /** Lambda on arm64: dollars per GB-second, initialisation too (since August 2025), up to 7.5 billion a month. */
  lambdaGbSecond: 0.0000133334,
  /** X-Ray: dollars per million traces recorded. */
  traceMillion: 5,
  /** CloudWatch: dollars per alarm on one metric and month, of which AWS gives ten an account for free. */
  alarmMonth: 0.1,
  /** CloudWatch: dollars per dashboard and month, of which AWS gives three an account for free. */
  dashboardMonth: 3,
} as const;

/** What so much costs in a month at prices that fall with the amount. */
export function stepped(steps: Steps, amount: number): number {
  let [dollars, from] = [0, 0];
  for (const { upTo, price } of steps) {
    dollars += Math.max(0, Math.min(amount, upTo) - from) * price;
    from = upTo;
  }
  return dollars;
}
