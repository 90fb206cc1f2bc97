/** What AWS lets one account do in one region, unless it is asked for more. Each is the default of 2025. */
export const quotas = {
  /** HTTP API: requests a second (API Gateway quotas, 2025). It can be raised. */
  apiRequests: 10_000,
  /** DynamoDB on demand: write units a second of one table (DynamoDB quotas, 2025). It can be raised. */
  tableWriteUnits: 40_000,
  /** DynamoDB on demand: read units a second of one table (DynamoDB quotas, 2025). It can be raised. */
  tableReadUnits: 40_000,
  /** DynamoDB: write units a second of one partition (DynamoDB developer guide, 2025). It cannot be raised. */
  partitionWriteUnits: 1000,
  /** DynamoDB: read units a second of one partition (DynamoDB developer guide, 2025). It cannot be raised. */
  partitionReadUnits: 3000,
  /** Lambda: functions that run at once (Lambda quotas, 2025). It can be raised. */
  concurrentFunctions: 1000,
  /** Lambda: the same for a new account, until AWS raises it (Lambda quotas, 2025). */
  concurrentFunctionsOfNewAccount: 10,
} as const;
