/** What the calculation takes for granted: nothing of this was measured on AWS. */
export const assumptions = {
  /** Seconds that a function runs for a send, a page, a poll or a receipt. */
  functionSeconds: 0.01,
  /** Seconds that a function runs for a page of the inbox: four round trips, many requests in each. */
  inboxSeconds: 0.03,
  /** Seconds that a function runs for a log-in: bcrypt of cost 12 on one vCPU. */
  hashingSeconds: 0.3,
  /** Seconds that a function takes to start. */
  startSeconds: 0.25,
  /** The share of requests that start a function: AWS says less than 1 in 100. */
  starting: 0.01,
  /** Log lines of a request, in bytes. */
  logBytes: 1000,
  /** The headers of an answer, in bytes. */
  headerBytes: 300,
  /** The answer to a log-in, in bytes. */
  tokenBytes: 150,
  /** What a conversation takes in the inbox beside its newest message, in bytes. */
  listedBytes: 130,
  /** The answer to a poll that finds nothing, in bytes. */
  emptyBytes: 150,
  /** What gzip leaves of a page of 50 texts (test/bench/README.md, Compression). */
  gzipped: 0.31,
} as const;

/** What other files, and AWS's documentation, say. */
export const facts = {
  /** Memory of `send-message` and `fetch-messages`, in GB (infra/chat-function.ts). */
  functionGb: 1,
  /** Memory of `users`, in GB: 1,769 MB are one vCPU (infra/chat-function.ts). */
  hashingGb: 1769 / 1024,
  /** What X-Ray records of the requests beyond one a second, of which it records each (its default rule). */
  traced: 0.05,
  /** What an HTTP API counts as one request, in bytes (API Gateway pricing). */
  meteredBytes: 512 * 1024,
  /** What DynamoDB adds to each item, in bytes, as far as storage is billed (CapacityUnitCalculations, 2026). */
  itemOverhead: 100,
  /** What it adds to an item of a global table beside that, in bytes (the same). */
  replicatedItemOverhead: 48,
} as const;
