/** Answers a list as a file that is made while it is sent: NDJSON, one item on each line, page after page. */
import type { Context } from 'hono';
import { strip } from './answer.ts';
import type { AppEnv } from './app-env.ts';
import type { Download, Route } from './route.ts';

export const ndjson = 'application/x-ndjson';

const encoder = new TextEncoder();

function linesOf(route: Route, items: readonly unknown[]): Uint8Array {
  const lines = items.map((item) => `${JSON.stringify(strip(route.response!, item))}\n`);
  return encoder.encode(lines.join(''));
}

/**
 * A page is read when the client has taken the one before it, so a slow client holds one page, and one that goes
 * away ends the reading. What breaks on the way breaks the connection off: a file that only looks whole would lie.
 */
export async function answerStream(c: Context<AppEnv>, route: Route, result: unknown): Promise<Response> {
  const { fileName, pages } = result as Download<unknown>;
  const iterator = pages[Symbol.asyncIterator]();
  // Before the answer begins, a failure is still an answer of its own.
  let next = await iterator.next();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (next.done) return controller.close();
        try {
          controller.enqueue(linesOf(route, next.value));
          next = await iterator.next();
        } catch (error) {
          c.get('log').error({ err: error, requestId: c.get('requestId') }, 'a download broke off');
          controller.error(new Error('The download broke off.'));
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return c.body(body, 200, {
    'content-type': ndjson,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
}
