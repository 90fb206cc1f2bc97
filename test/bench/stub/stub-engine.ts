import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerTo } from './answers.ts';

// A DynamoDB that does nothing: it answers at once, so that what remains is the caller's own work.
const server = createServer((request, response) => {
  const operation = `${request.headers['x-amz-target']}`.split('.')[1] ?? '';
  let body = '';
  request.on('data', (data) => {
    body += data;
  });
  request.on('end', () => {
    const answer = answerTo(operation, body);
    response.writeHead(200, {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit());
