/** What AWS lets one account do in one region, unless it is asked for more. Each is the default of 2026. */
export const quotas = {
  /** HTTP API: requests a second (API Gateway quotas, 2026). It can be raised. */
  apiRequests: 10_000,
  /** DynamoDB on demand: write units a second of one table (DynamoDB quotas, 2026). It can be raised. */
  tableWriteUnits: 40_000,
  /** DynamoDB on demand: read units a second of one table (DynamoDB quotas, 2026). It can be raised. */
  tableReadUnits: 40_000,
  /** DynamoDB on demand: what a new table takes at once; it doubles its last peak within 30 minutes (developer guide, 2026). */
  newTableWriteUnits: 4000,
  /** The same for reading. */
  newTableReadUnits: 12_000,
  /** DynamoDB: write units a second of one partition (DynamoDB developer guide, 2026). It cannot be raised. */
  partitionWriteUnits: 1000,
  /** DynamoDB: read units a second of one partition (DynamoDB developer guide, 2026). It cannot be raised. */
  partitionReadUnits: 3000,
  /** Lambda: functions that run at once (Lambda quotas, 2026). It can be raised. */
  concurrentFunctions: 1000,
  /** Lambda: the same for a new account, until AWS raises it (Lambda quotas, 2026). */
  concurrentFunctionsOfNewAccount: 10,
} as const;
