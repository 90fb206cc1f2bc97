// A stand-in for Lambda's Node runtime: loads the bundle that its argument names, and answers each event that it is sent.
const { handler } = await import(process.argv[2]);

process.on('message', async (event) => {
  const answer = await handler(event, { getRemainingTimeInMillis: () => 10_000 });
  process.send(answer);
});
process.send('ready');
