// A fresh Lambda's first requests: tells its parent how many milliseconds each of some took, one after the other.
const [, , bundle, event, requests] = process.argv;
const { handler } = await import(bundle);

const times = [];
for (let request = 0; request < Number(requests); request++) {
  const startedAt = performance.now();
  const { statusCode, body } = await handler(JSON.parse(event), { getRemainingTimeInMillis: () => 10_000 });
  times.push(performance.now() - startedAt);
  if (statusCode >= 300) throw new Error(`answered ${statusCode} ${body}`);
}
process.send(times, () => process.exit());
