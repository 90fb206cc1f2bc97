/**
 * What AWS asks in us-east-1, in US dollars: list prices of 2025, from the public pricing page of each service, before
 * any free tier. Look there before relying on them.
 */
export const prices = {
  /** HTTP API: dollars per million requests, the first 300 million a month of a region (API Gateway pricing, 2025). */
  apiMillion: 1.0,
  /** HTTP API: dollars per million requests beyond those (API Gateway pricing, 2025). */
  apiMillionBeyond: 0.9,
  /** Million requests a month and region after which the second price holds (API Gateway pricing, 2025). */
  apiMillionsFirst: 300,
  /** Lambda: dollars per million requests (Lambda pricing, 2025). */
  lambdaMillion: 0.2,
  /** Lambda on arm64: dollars per GB-second (Lambda pricing, first tier, 2025). */
  lambdaGbSecond: 0.0000133334,
  /** DynamoDB on demand: dollars per million write request units, also replicated ones (DynamoDB pricing, since 11/2024). */
  writeMillion: 0.625,
  /** DynamoDB on demand: dollars per million read request units (DynamoDB pricing, since 11/2024). */
  readMillion: 0.125,
  /** DynamoDB: dollars per GB-month stored, standard class (DynamoDB pricing, 2025). */
  storedGbMonth: 0.25,
  /** DynamoDB: dollars per GB-month of point-in-time recovery (DynamoDB pricing, 2025). */
  recoveryGbMonth: 0.2,
  /** CloudWatch Logs: dollars per GB taken in (CloudWatch pricing, 2025). */
  logGb: 0.5,
  /** X-Ray: dollars per million traces recorded (X-Ray pricing, 2025). */
  traceMillion: 5,
  /** Dollars per GB out to the internet, the first 10 TB a month (EC2 data transfer pricing, 2025). */
  outGb: 0.09,
  /** Dollars per GB from one region to another (EC2 data transfer pricing, 2025). */
  betweenRegionsGb: 0.02,
} as const;

/** What is taken for granted and was not measured on AWS. */
export const assumptions = {
  /** Seconds that a function runs for a send or a page (assumption). */
  functionSeconds: 0.01,
  /** Seconds that a function runs for a log-in: bcrypt of cost 12 on one vCPU (assumption). */
  hashingSeconds: 0.3,
  /** Memory of `send-message` and `fetch-messages`, in GB (infra/chat-function.ts). */
  functionGb: 1,
  /** Memory of `users`, in GB: 1,769 MB are one vCPU (infra/chat-function.ts). */
  hashingGb: 1769 / 1024,
  /** Log lines of a request, in KB (assumption). */
  logKb: 1,
  /** The share of requests that X-Ray records (its default beyond one a second). */
  traced: 0.05,
  /** The answer to a send or a log-in, in KB (assumption). */
  answerKb: 0.5,
  /** A session or a note, in bytes: what is replicated beside messages (assumption). */
  smallItemBytes: 200,
} as const;
