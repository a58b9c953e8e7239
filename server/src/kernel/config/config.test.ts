// Configuration: every problem at once, in the operator's words, and no secret among them.
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './index.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');

function problems(env: Record<string, string>, options = {}) {
  try {
    loadConfig({ env, options });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('loadConfig', () => {
  it('needs nothing: a developer gets a server on localhost', () => {
    expect(loadConfig({ env: {} })).toMatchObject({
      endpoint: 'http://localhost:3001',
      endpointIsLoopback: true,
      port: 3001,
      host: 'localhost',
      mode: 'development',
      logLevel: 'info',
      trustedProxies: [],
      outboundAllow: [],
    });
  });

  it('takes the command line before the environment before the default, and follows the port', () => {
    const env = { GATEHOUSE_PORT: '4000', PORT: '5000' };
    expect(loadConfig({ env, options: { port: 6000 } }).endpoint).toBe('http://localhost:6000');
    expect(loadConfig({ env }).port).toBe(4000);
    expect(loadConfig({ env: { PORT: '5000', GATEHOUSE_PORT: '' } }).port).toBe(5000);
  });

  it('is in production under https or with NODE_ENV', () => {
    const https = loadConfig({ env: { GATEHOUSE_ENDPOINT: 'https://id.example.com/' } });
    expect(https).toMatchObject({
      endpoint: 'https://id.example.com',
      mode: 'production',
      endpointIsLoopback: false,
    });
    expect(loadConfig({ env: { NODE_ENV: 'production' } }).mode).toBe('production');
  });

  it('reads lists, keys and the mail server', () => {
    const config = loadConfig({
      env: {
        GATEHOUSE_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        GATEHOUSE_OUTBOUND_ALLOW: 'idp.internal,192.168.7.7',
        GATEHOUSE_ENCRYPTION_KEYS: `new:${key(1)},old:${key(2)}`,
        GATEHOUSE_SMTP_URL: 'smtp://user:pw@mail.example.com:587',
        GATEHOUSE_SMTP_FROM: 'Example <no-reply@example.com>',
      },
    });
    expect(config.trustedProxies).toEqual(['10.0.0.0/8', '::1']);
    expect(config.outboundAllow).toEqual(['idp.internal', '192.168.7.7']);
    expect(config.keyEncryptionKeys?.currentKeyId).toBe('new');
    expect(config.keyEncryptionKeys?.keys.get('old')).toEqual(Buffer.alloc(32, 2));
    expect(config.smtp?.from).toBe('Example <no-reply@example.com>');
  });

  it('lists every problem with the name that the operator used and what was found', () => {
    const found = problems(
      { GATEHOUSE_ENDPOINT: 'http://id.example.com', LOG_LEVEL: 'loud', GATEHOUSE_TRUSTED_PROXIES: 'proxy' },
      { port: '99999' },
    );
    expect(found.map(({ option }) => option).sort()).toEqual([
      '--port',
      'GATEHOUSE_ENDPOINT',
      'GATEHOUSE_TRUSTED_PROXIES',
      'LOG_LEVEL',
    ]);
    expect(found.find(({ option }) => option === '--port')?.message).toContain('"99999"');
    expect(found.find(({ option }) => option === 'LOG_LEVEL')?.message).toContain('silent, error, warn');
  });

  it.each([
    ['http://id.example.com', 'plain http outside of this machine'],
    ['https://id.example.com/auth', 'a path'],
    ['https://user:pw@id.example.com', 'a user name'],
    ['https://id.example.com?x=1', 'a query'],
    ['id.example.com', 'no scheme'],
    ['http://localhost.example.com', 'a name that only begins like localhost'],
    ['http://127.0.0.1.example.com', 'a name that only begins like loopback'],
  ])('refuses the endpoint %s (%s)', (endpoint) => {
    expect(problems({ GATEHOUSE_ENDPOINT: endpoint })).toHaveLength(1);
  });

  it.each([
    'http://localhost:3001',
    'http://127.0.0.1:3001',
    'http://[::1]:3001',
    'http://app.localhost:3001',
  ])('takes the loopback endpoint %s', (endpoint) => {
    expect(loadConfig({ env: { GATEHOUSE_ENDPOINT: endpoint } })).toMatchObject({
      endpoint,
      endpointIsLoopback: true,
    });
  });

  it.each([
    ['no id', key(1)],
    ['31 bytes', `a:${Buffer.alloc(31).toString('base64')}`],
    ['one bad among good ones', `a:${key(1)},b:short`],
    ['one id twice', `a:${key(1)},a:${key(2)}`],
    ['nothing', ','],
  ])('refuses encryption keys with %s', (_what, keys) => {
    expect(problems({ GATEHOUSE_ENCRYPTION_KEYS: keys })).toHaveLength(1);
  });

  it('never repeats the value of a secret option', () => {
    const found = problems({
      DATABASE_URL: 'mysql://root:hunter2@db',
      GATEHOUSE_ENCRYPTION_KEYS: 'hunter2',
      GATEHOUSE_SMTP_URL: 'http://u:hunter2@mail',
      GATEHOUSE_METRICS_TOKEN: 'hunter2',
    });
    expect(found).toHaveLength(4);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(new ConfigError(found).message).not.toContain('hunter2');
  });

  it('warns of a misspelled variable, which would be without effect', () => {
    const { warnings } = loadConfig({
      env: { GATEHOUSE_TRUSTED_PROXY: '10.0.0.1', GATEHOUSE_PORT: '4000', PATH: '/bin' },
    });
    expect(warnings.map(({ option }) => option)).toEqual(['GATEHOUSE_TRUSTED_PROXY']);
  });

  it('is not misled by what Kubernetes sets beside a service named gatehouse', () => {
    const env = {
      GATEHOUSE_PORT: 'tcp://10.0.0.7:3001',
      GATEHOUSE_PORT_3001_TCP: 'tcp://10.0.0.7:3001',
      GATEHOUSE_SERVICE_HOST: '10.0.0.7',
    };
    expect(loadConfig({ env })).toMatchObject({ port: 3001, warnings: [] });
  });

  it('wants a sender with a mail server', () => {
    expect(problems({ GATEHOUSE_SMTP_URL: 'smtp://mail.example.com' })[0]?.option).toBe(
      'GATEHOUSE_SMTP_FROM',
    );
  });
});
