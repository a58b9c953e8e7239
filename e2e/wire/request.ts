/** One HTTP request over kept connections. Plain node:http: it costs a load generator a third of what fetch does. */
import { Agent, request as begin, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  url: string;
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface RequestInit {
  method?: 'GET' | 'POST' | 'PATCH';
  headers?: Record<string, string>;
  body?: string;
  /** The origin that is really connected to, when several nodes answer for one public address. */
  node?: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'fifo' });

/** The server closed an idle connection in the moment in which it was taken up again: it has read nothing. */
class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

/** Never follows a redirect. Rejects when the server dies under it. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  for (;;) {
    try {
      return await send(url, init);
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
    }
  }
}

function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const { method = 'GET', headers = {}, body, node } = init;
  const target = new URL(url);
  const at = new URL(node ?? target.origin);
  const options = {
    agent,
    method,
    hostname: at.hostname,
    port: at.port,
    path: target.pathname + target.search,
    headers: {
      host: target.host,
      ...headers,
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
    timeout: 60_000,
  };
  return new Promise((resolve, reject) => {
    const outgoing = begin(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          url,
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && error.code === 'ECONNRESET';
      reject(stale ? new StaleConnection(error.message, { cause: error }) : error);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${url} did not answer in a minute`)));
    outgoing.end(body);
  });
}

/** Idle connections keep a program alive. */
export const closeConnections = (): void => agent.destroy();
