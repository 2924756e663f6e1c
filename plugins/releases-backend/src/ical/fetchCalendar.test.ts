import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { assertAllowedUrl, fetchCalendar } from './fetchCalendar';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
});

describe('fetchCalendar', () => {
  it('reads, and asks conditionally the next time', async () => {
    const host = await serve((req, res) => {
      if (req.headers['if-none-match'] === '"1"') {
        res.writeHead(304).end();
        return;
      }
      res.writeHead(200, { ETag: '"1"' }).end('BEGIN:VCALENDAR');
    });
    const url = `http://${host}/a.ics`;
    const first = await fetchCalendar({ url, allowedHosts: [host] });
    expect(first).toMatchObject({
      status: 'changed',
      content: 'BEGIN:VCALENDAR',
      etag: '"1"',
    });
    await expect(
      fetchCalendar({ url, allowedHosts: [host], etag: first.etag }),
    ).resolves.toEqual({ status: 'unchanged' });
  });

  it('never asks a host that is not allowed, not even on a redirect', async () => {
    let asked = 0;
    const secret = await serve((_, res) => {
      asked++;
      res.end('secret');
    });
    const open = await serve((_, res) =>
      res.writeHead(302, { Location: `http://${secret}/` }).end(),
    );
    await expect(
      fetchCalendar({ url: `http://${secret}/`, allowedHosts: [open] }),
    ).rejects.toThrow('is not one of releases.ical.allowedHosts');
    await expect(
      fetchCalendar({ url: `http://${open}/`, allowedHosts: [open] }),
    ).rejects.toThrow('is not one of releases.ical.allowedHosts');
    expect(asked).toBe(0);
  });

  it('stops at its size, also of what a small answer unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 'A'));
    const host = await serve((_, res) =>
      res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
    );
    await expect(
      fetchCalendar({ url: `http://${host}/`, allowedHosts: [host] }),
    ).rejects.toThrow('larger than 1000000 bytes');
  });

  it('says what the server answered, and when it goes round in circles', async () => {
    const host = await serve((req, res) => {
      if (req.url === '/gone') res.writeHead(410).end();
      else res.writeHead(302, { Location: '/again' }).end();
    });
    await expect(
      fetchCalendar({ url: `http://${host}/gone`, allowedHosts: [host] }),
    ).rejects.toThrow('answered 410');
    await expect(
      fetchCalendar({ url: `http://${host}/`, allowedHosts: [host] }),
    ).rejects.toThrow('redirects more than 3 times');
  });
});

describe('assertAllowedUrl', () => {
  it.each([
    ['https://cal.example.com/x.ics', ['cal.example.com'], true],
    ['https://a.cal.example.com/x.ics', ['*.example.com'], true],
    ['https://CAL.example.com/x.ics', ['cal.example.com'], true],
    ['https://example.com/x.ics', ['*.example.com'], false],
    ['https://evilexample.com/x.ics', ['*.example.com'], false],
    ['https://cal.example.com:8443/x.ics', ['cal.example.com'], false],
    ['https://cal.example.com:8443/x.ics', ['cal.example.com:8443'], true],
    ['https://cal.example.com@evil.com/', ['cal.example.com'], false],
    ['https://user:pw@cal.example.com/', ['cal.example.com'], false],
    ['http://169.254.169.254/latest', ['cal.example.com'], false],
    ['file:///etc/passwd', ['cal.example.com'], false],
    ['https://cal.example.com/', [], false],
  ])('%s with %j: %s', (url, hosts, allowed) => {
    const refusal = (() => {
      try {
        assertAllowedUrl(url, hosts);
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(refusal).toMatch(allowed ? /^$/ : /^url: /);
  });
});
