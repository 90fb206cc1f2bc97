/** An AWS region, by the city that it is near to. */
export const cities = {
  Virginia: 'us-east-1',
  Tokyo: 'ap-northeast-1',
  Frankfurt: 'eu-central-1',
} as const;

export type City = keyof typeof cities;
export type RegionId = (typeof cities)[City];

/** The regions whose distances, and prices, are known here. */
export const regionIds: readonly RegionId[] = Object.values(cities);

/**
 * Round trips between AWS regions, in milliseconds (assumptions): about the medians that cloudping.co publishes, as they are
 * remembered, since no dated copy of them was found. Not measured here; they drift by some percent.
 */
const betweenRegions: Readonly<Record<string, number>> = {
  'ap-northeast-1 us-east-1': 150,
  'eu-central-1 us-east-1': 93,
  'ap-northeast-1 eu-central-1': 225,
};

/** The round trip between two regions, in milliseconds; none within one. */
export function betweenMilliseconds(one: RegionId, other: RegionId): number {
  if (one === other) return 0;
  const found = betweenRegions[[one, other].sort().join(' ')];
  if (found === undefined) throw new Error(`No round trip is known between ${one} and ${other}.`);
  return found;
}

/** What is taken for granted beside those, in milliseconds, and was not measured on AWS. */
export const assumptions = {
  /** From a user to the AWS region of their city and back, over a connection that is open (assumption). */
  lastMile: 20,
  /** API Gateway, Lambda and the code, without waiting for the store (assumption). */
  request: 15,
  /** A round trip from a function to DynamoDB in its region (assumption; AWS says single-digit milliseconds). */
  store: 5,
  /** A bcrypt hash of cost 12 on one vCPU (assumption). */
  hashing: 300,
} as const;
