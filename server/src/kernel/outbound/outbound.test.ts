// The outbound client: server-side request forgery through URLs that tenants and identity providers write.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import * as oidc from 'openid-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { guardedConnector } from './connector.ts';
import { createOutbound, type Outbound, OutboundError, type OutboundOptions } from './index.ts';

const names: Record<string, string[]> = {
  localhost: ['127.0.0.1', '::1'],
  'localhost.localdomain': ['127.0.0.1'],
  'app.localhost': ['127.0.0.1'],
  'ip6-localhost': ['::1'],
  'loop.attacker.example': ['127.0.0.1'],
  'lan.attacker.example': ['10.1.2.3'],
  'metadata.google.internal': ['169.254.169.254'],
  'metadata.attacker.example': ['169.254.169.254'],
  'v6.attacker.example': ['fd00:ec2::254'],
  'mapped.attacker.example': ['::ffff:127.0.0.1'],
  'nothing.attacker.example': ['0.0.0.0'],
  'several.attacker.example': ['10.0.0.1', '192.168.0.1', 'fe80::1'],
  'garbage.attacker.example': ['not an address'],
  'empty.attacker.example': [],
};

const resolver = async (name: string) => {
  const addresses = names[name.replace(/\.$/, '')];
  if (!addresses) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
  return addresses;
};

let handle: (request: IncomingMessage, response: ServerResponse) => void;
let reached = 0;
const server = createServer((request, response) => {
  reached += 1;
  handle(request, response);
});
let port: number;
const opened: Outbound[] = [];

function outbound(options: Partial<OutboundOptions> = {}): Outbound {
  const created = createOutbound({ allow: [], endpointIsLoopback: false, resolver, ...options });
  opened.push(created);
  return created;
}

const local = (options: Partial<OutboundOptions> = {}) => outbound({ endpointIsLoopback: true, ...options });
const url = (path = '/') => `http://127.0.0.1:${port}${path}`;
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof OutboundError ? error.code : error),
  );

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  reached = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('an address that is not on the public internet is refused, whatever the URL looks like', () => {
  const forms = [
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://127.0.1:PORT/',
    'http://127.0.0.2:PORT/',
    'http://127.255.255.254:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0x7f.0x0.0x0.0x1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://017700000001:PORT/',
    'http://0x7f.1:PORT/',
    'http://%31%32%37.0.0.1:PORT/',
    'http://127。0。0。1:PORT/',
    'http://１２７.0.0.1:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http:127.0.0.1:PORT',
    'http:\\\\127.0.0.1:PORT\\',
    'http://0.0.0.0:PORT/',
    'http://0:PORT/',
    'http://[::]:PORT/',
    'http://[::1]:PORT/',
    'http://[0:0:0:0:0:0:0:1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::7f00:1]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fec0::1]:PORT/',
    'http://[fc00::1]:PORT/',
    'http://[fd00:ec2::254]:PORT/',
    'http://[ff02::1]:PORT/',
    'http://[100::1]:PORT/',
    'http://[2001:db8::1]:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://172.31.255.255:PORT/',
    'http://192.168.1.1:PORT/',
    'http://100.64.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254.:80/latest/meta-data/',
    'http://2852039166/latest/meta-data/',
    'http://192.0.0.192:PORT/',
    'http://198.18.0.1:PORT/',
    'http://203.0.113.1:PORT/',
    'http://224.0.0.1:PORT/',
    'http://240.0.0.1:PORT/',
    'http://255.255.255.255:PORT/',
    'http://localhost:PORT/',
    'http://LOCALHOST:PORT/',
    'http://localhost.:PORT/',
    'http://localhost.localdomain:PORT/',
    'http://app.localhost:PORT/',
    'http://ip6-localhost:PORT/',
    'http://loop.attacker.example:PORT/',
    'http://lan.attacker.example:PORT/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://metadata.attacker.example/',
    'http://v6.attacker.example:PORT/',
    'http://mapped.attacker.example:PORT/',
    'http://nothing.attacker.example:PORT/',
    'http://several.attacker.example:PORT/',
    'http://garbage.attacker.example:PORT/',
    'http://empty.attacker.example:PORT/',
    'https://127.0.0.1:PORT/',
    'https://localhost:PORT/',
    'http://idp.example@127.0.0.1:PORT/',
    'http://idp.example:443@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT@idp.example/',
    'http://user:password@idp.example/',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'gopher://127.0.0.1:PORT/_x',
    'data:text/plain,x',
    'blob:http://127.0.0.1/x',
    '//127.0.0.1/',
    'not a url',
    '',
  ];

  it.each(forms)('%s', async (form) => {
    handle = (_request, response) => response.end('reached');
    expect(await code(outbound().fetch(form.replace('PORT', String(port))))).toBe('outbound.refused');
    expect(reached).toBe(0);
  });
});

describe('the allow-list', () => {
  const answer = () => {
    handle = (_request, response) => response.end('hello');
  };

  it('lets a range through, and only that range', async () => {
    answer();
    const client = outbound({ allow: ['127.0.0.0/30'] });
    expect(await (await client.fetch(url())).text()).toBe('hello');
    expect(await code(client.fetch(`http://127.0.0.9:${port}/`))).toBe('outbound.refused');
    expect(await code(client.fetch(`http://[::1]:${port}/`))).toBe('outbound.refused');
  });

  it('lets a host name through, however it is spelled, and not another one at the same address', async () => {
    answer();
    const client = outbound({ allow: ['Loop.Attacker.Example'] });
    expect(await code(client.fetch(`http://loop.attacker.example.:${port}/`))).toBe('answered');
    expect(await code(client.fetch(`http://app.localhost:${port}/`))).toBe('outbound.refused');
    expect(await code(client.fetch(url()))).toBe('outbound.refused');
  });

  it('never opens the metadata service by a name', async () => {
    const client = outbound({ allow: ['metadata.google.internal'] });
    expect(await code(client.fetch('http://metadata.google.internal/'))).toBe('outbound.refused');
  });

  it('opens loopback, and nothing else, where the endpoint itself is loopback', async () => {
    answer();
    expect(await code(local().fetch(url()))).toBe('answered');
    expect(await code(local().fetch(`http://localhost:${port}/`))).toBe('answered');
    expect(await code(local().fetch(`http://[::1]:${port}/`))).toBe('answered');
    expect(await code(local().fetch('http://10.0.0.1/'))).toBe('outbound.refused');
    expect(await code(local().fetch(`http://[::ffff:127.0.0.1]:${port}/`))).toBe('outbound.refused');
  });
});

describe('DNS rebinding: a name that answers differently each time', () => {
  it('resolves once for each connection and connects to what it has checked', async () => {
    handle = (_request, response) => response.setHeader('connection', 'close').end('hello');
    const answers = [['127.0.0.2'], ['127.0.0.1'], ['127.0.0.2']];
    const rebinding = async () => answers.shift() ?? [];
    const client = outbound({ allow: ['127.0.0.2'], resolver: rebinding });
    const target = `http://rebind.attacker.example:${port}/`;
    expect(await code(client.fetch(target))).toBe('answered');
    expect(answers).toHaveLength(2);
    expect(await code(client.fetch(target))).toBe('outbound.refused');
    expect(await code(client.fetch(target))).toBe('answered');
    expect(reached).toBe(2);
  });

  it('checks the socket itself too, and closes it before a byte of the request is sent', async () => {
    // A policy that lets the lookup pass and not what came of it, as if the address had changed in between.
    const seen: string[] = [];
    const policy = (_hostname: string, address: string) => seen.push(address) === 1;
    const connect = guardedConnector({ policy, resolver: async () => ['127.0.0.1'], timeoutMs: 5_000 });
    const target = { hostname: 'rebind.attacker.example', protocol: 'http:', port: String(port) };
    const error = await new Promise((resolve) => connect(target, (...result) => resolve(result[0])));
    expect(error).toMatchObject({ code: 'outbound.refused' });
    expect(seen).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('uses only the permitted ones of several addresses', async () => {
    let connectedTo: string | undefined;
    handle = (request, response) => {
      connectedTo = request.socket.localAddress;
      response.end();
    };
    const mixed = async () => ['127.0.0.1', '127.0.0.2', '::1'];
    const client = outbound({ allow: ['127.0.0.2'], resolver: mixed });
    expect(await code(client.fetch(`http://mixed.attacker.example:${port}/`))).toBe('answered');
    expect(connectedTo).toMatch(/127\.0\.0\.2$/);
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('are refused (%i), also when the caller wants them', async (status) => {
    handle = (_request, response) =>
      response.writeHead(status, { location: 'http://169.254.169.254/' }).end('x');
    expect(await code(local().fetch(url(), { redirect: 'follow' }))).toBe('outbound.redirect');
    expect(reached).toBe(1);
  });
});

describe('size and time limits', () => {
  it('stops reading a body that is too large, before it has all arrived', async () => {
    let closed = () => {};
    const connectionClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    handle = (_request, response) => {
      response.on('close', closed);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64_000)));
        response.once('drain', more);
      };
      more();
    };
    expect(await code(local().fetch(url()))).toBe('outbound.too_large');
    await connectionClosed;
  });

  it('counts the decoded body: a small gzip may hold a large text', async () => {
    handle = (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(3_000_000)));
    expect(await code(local().fetch(url()))).toBe('outbound.too_large');
  });

  it('reads a body of exactly the limit', async () => {
    handle = (_request, response) => response.end(Buffer.alloc(1_000));
    const client = local({ maxBytes: 1_000 });
    expect((await (await client.fetch(url())).arrayBuffer()).byteLength).toBe(1_000);
    expect(await code(local({ maxBytes: 999 }).fetch(url()))).toBe('outbound.too_large');
  });

  it('gives up when the headers do not come', async () => {
    handle = () => {};
    expect(await code(local({ timeoutMs: 50 }).fetch(url()))).toBe('outbound.timeout');
  });

  it('gives up when the body drips, though each pause is short', async () => {
    handle = (_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(drip));
    };
    expect(await code(local({ timeoutMs: 200 }).fetch(url()))).toBe('outbound.timeout');
  });

  it('gives up when the name is not resolved', async () => {
    const client = local({ timeoutMs: 50, resolver: () => new Promise(() => {}) });
    expect(await code(client.fetch('http://slow.attacker.example/'))).toBe('outbound.timeout');
  });
});

describe('as a stand-in for fetch', () => {
  it('answers with a Response of the runtime, decoded, with status and headers', async () => {
    handle = (_request, response) =>
      response
        .writeHead(201, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'x-a': 'b' })
        .end(gzipSync('{"ok":true}'));
    const response = await local().fetch(url());
    expect(response).toBeInstanceOf(Response);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-a')).toBe('b');
    expect(await response.json()).toEqual({ ok: true });
  });

  it('bears answers without a body', async () => {
    handle = (_request, response) => response.writeHead(204).end();
    expect((await local().fetch(url())).status).toBe(204);
  });

  it('sends method, headers and body', async () => {
    let seen = '';
    handle = async (request, response) => {
      for await (const chunk of request) seen += chunk;
      seen = `${request.method} ${request.headers['content-type']} ${request.headers.accept} ${seen}`;
      response.end();
    };
    const headers = new Headers({ accept: 'application/json' });
    await local().fetch(new URL(url()), { method: 'POST', headers, body: new URLSearchParams({ a: 'b c' }) });
    expect(seen).toBe('POST application/x-www-form-urlencoded;charset=UTF-8 application/json a=b+c');
  });

  it("throws the caller's own reason when the caller aborts", async () => {
    handle = () => {};
    const reason = new Error('enough');
    const controller = new AbortController();
    const answer = local().fetch(url(), { signal: controller.signal });
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('tells an unreachable host from a refused one, and never repeats path or query', async () => {
    const unused = `http://127.0.0.1:1/secret?code=secret`;
    expect(await code(local().fetch(unused))).toBe('outbound.unreachable');
    expect(await code(local().fetch('http://unknown.attacker.example/'))).toBe('outbound.unreachable');
    await expect(local().fetch(unused)).rejects.toThrow(/^(?!.*secret).*127\.0\.0\.1:1/);
  });

  it('serves openid-client', async () => {
    handle = (_request, response) => {
      const issuer = `http://127.0.0.1:${port}`;
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
    };
    const found = await oidc.discovery(new URL(url()), 'client', undefined, undefined, {
      [oidc.customFetch]: local().fetch as oidc.CustomFetch,
      execute: [oidc.allowInsecureRequests],
    });
    expect(found.serverMetadata().jwks_uri).toBe(`http://127.0.0.1:${port}/jwks`);
  });

  it('ignores a dispatcher from outside, which would go around the guard', async () => {
    const init = { dispatcher: { dispatch: () => expect.unreachable() } } as unknown as RequestInit;
    expect(await code(outbound().fetch(url(), init))).toBe('outbound.refused');
  });
});
