const { createHmac, timingSafeEqual } = require('node:crypto');
const { createServer } = require('node:http');

const secret = process.env.WEBHOOK_SECRET;
const done = new Set(); // for the length of the replay window; a table in real life

function isGenuine(header, body) {
  const [, time, signature] = /^t=([0-9]+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
  if (!time || Math.abs(Date.now() / 1000 - Number(time)) > 300) {
    return false;
  }
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (!isGenuine(request.headers['carillon-signature'], body)) {
    response.writeHead(401).end();
    return;
  }
  const batch = JSON.parse(body);
  if (!done.has(batch.id)) {
    for (const event of batch.events) {
      const message = event.binary ? Buffer.from(event.base64, 'base64') : event.text;
      console.log(`${event.event} ${event.connection} ${message ?? event.code ?? ''}`.trim());
    }
    done.add(batch.id);
  }
  response.writeHead(204).end();
}).listen(process.env.PORT ?? 3000, '127.0.0.1', function () {
  console.log(`listening on http://127.0.0.1:${this.address().port}`);
});
