// Downloads: a client decides how fast they go, and whether they go on.
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AppEnv } from './app-env.ts';
import { handleError } from './error-response.ts';
import { mountRoutes } from './mount.ts';
import { defineDownloadRoute } from './route.ts';

type Item = { n: number; text: string };
let close = () => {};
afterEach(() => close());

/** One download on a server of its own, from the pages that are given. */
async function serve(pages: () => AsyncIterable<readonly Item[]>): Promise<string> {
  const route = defineDownloadRoute({
    path: '/things/export',
    summary: 'Download things',
    permission: 'status:read',
    item: z.object({ n: z.number() }),
    errors: [],
    handler: async () => ({ fileName: 'things.ndjson', pages: pages() }),
  });
  const hono = new Hono<AppEnv>();
  hono.onError(handleError);
  hono.use(async (c, next) => {
    c.set('tenant', { id: 't', db: {} } as never);
    c.set('log', pino({ level: 'silent' }));
    await next();
  });
  const authenticate = async () => ({ actor: { type: 'system' as const }, permissions: ['all'] });
  mountRoutes(hono, [route], { version: '0', authenticate });
  const server = createServer(getRequestListener(hono.fetch as never, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/things/export`;
}

const open = (url: string) =>
  new Promise<IncomingMessage>((resolve, reject) => get(url, resolve).on('error', reject));

/** 64 kB each. */
const page = (n: number): Item[] => Array.from({ length: 4_000 }, () => ({ n, text: 'not in the schema' }));

/** Pages without end, that say how many were asked for, and when nobody asks any more. */
function endless() {
  const seen = { pages: 0 };
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function* pages() {
    try {
      for (;;) {
        seen.pages += 1;
        yield page(seen.pages);
      }
    } finally {
      end();
    }
  }
  return { pages, seen, ended };
}

describe('a download', () => {
  test('has what the schema names, a line for each item', async () => {
    const url = await serve(async function* () {
      yield [{ n: 1, text: 'x' }];
      yield [
        { n: 2, text: 'x' },
        { n: 3, text: 'x' },
      ];
    });
    const response = await fetch(url);
    expect(await response.text()).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="things.ndjson"');
  });

  test('threat: a client that goes away in the middle; the reading ends with it', async () => {
    const { pages, seen, ended } = endless();
    const answer = await open(await serve(pages));
    await new Promise((resolve) => answer.once('data', resolve));
    answer.destroy();
    await ended;
    expect(seen.pages).toBeLessThan(1_000);
  });

  test('threat: a client that never reads; nothing is read ahead for it', async () => {
    const { pages, seen, ended } = endless();
    const url = await serve(pages);
    const answer = await open(url);
    answer.pause();
    // Others are served meanwhile, and what the sockets hold (a few megabytes) has long been full.
    for (let n = 0; n < 200; n += 1) await (await fetch(new URL('/api/nothing', url))).text();
    expect(seen.pages).toBeLessThan(1_000);
    answer.destroy();
    await ended;
  });
});
