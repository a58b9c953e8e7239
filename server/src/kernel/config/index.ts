/**
 * The configuration: options of the command line, then the environment, then defaults; checked as a whole at
 * start, so that the operator sees every problem at once. The only reader of `process.env`.
 */
import { resolve } from 'node:path';
import type { LogLevel } from '../log/index.ts';
import { type Option, type OptionName, options, type Parsed } from './schema.ts';
import { isLoopbackHost, type KeyList, parseKeyList } from './values.ts';

export { options as configOptions } from './schema.ts';
export { isLoopbackHost, simulatorPort } from './values.ts';

export interface SmtpConfig {
  /** smtp:// or smtps://, with user and password. */
  url: string;
  from: string;
}

export interface Config {
  /** scheme://host[:port], without a slash at the end. */
  endpoint: string;
  endpointIsLoopback: boolean;
  port: number;
  host: string;
  dataDir: string;
  databaseUrl?: string;
  databasePoolSize?: number;
  unnamedStatements: boolean;
  keyEncryptionKeys?: KeyList;
  /** CIDR ranges. */
  trustedProxies: string[];
  /** CIDR ranges and host names. */
  outboundAllow: string[];
  smtp?: SmtpConfig;
  logLevel: LogLevel;
  mode: 'development' | 'production';
  metricsToken?: string;
  /** Nothing that prevents a start; to be logged. */
  warnings: readonly ConfigProblem[];
}

export interface ConfigProblem {
  /** As the operator wrote it: `GATEHOUSE_PORT`, `--port`. */
  option: string;
  message: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      ['The configuration is not valid:', ...problems.map((p) => `  ${p.option} ${p.message}`)].join('\n'),
    );
    this.problems = problems;
  }
}

export interface ConfigSources {
  env?: Readonly<Record<string, string | undefined>>;
  /** By option name, e.g. `{ port: '3001', dataDir: './data' }`. */
  options?: Readonly<Partial<Record<OptionName, string | number | boolean | undefined>>>;
}

interface Found {
  name: OptionName;
  option: string;
  text: string;
}

/** Kubernetes sets GATEHOUSE_PORT=tcp://… and others in every pod beside a service named gatehouse. */
const kubernetesLink = /^tcp:\/\//;
const kubernetesName = /^GATEHOUSE_(SERVICE_|PORT_)/;

/** An empty environment variable counts as absent: that is how compose files write "not set". */
function find(name: OptionName, sources: Required<ConfigSources>): Found | undefined {
  const { env, cli = name }: Option = options[name];
  const given = sources.options[name];
  const dashed = cli.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (given !== undefined) return { name, option: `--${dashed}`, text: String(given) };
  const variable = env.find((key) => sources.env[key] && !kubernetesLink.test(sources.env[key]));
  return variable === undefined ? undefined : { name, option: variable, text: sources.env[variable] ?? '' };
}

/** At most a line of what was found, and never of a secret. */
const shown = ({ name, text }: Found) =>
  'secret' in options[name]
    ? ''
    : `; found ${JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)}`;

function parse(found: readonly Found[]): { values: Parsed; problems: ConfigProblem[] } {
  const values: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const item of found) {
    const result = options[item.name].schema.safeParse(item.text);
    if (result.success) values[item.name] = result.data;
    else problems.push({ option: item.option, message: `${result.error.issues[0]?.message}${shown(item)}` });
  }
  return { values: values as Parsed, problems };
}

/** Variables that begin like ours but are none: most likely misspelled, and silently without effect. */
function unknownVariables(env: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  const known = new Set<string>(Object.values<Option>(options).flatMap((option) => option.env));
  return Object.keys(env)
    .filter((key) => key.startsWith('GATEHOUSE_') && !known.has(key) && !kubernetesName.test(key))
    .map((option) => ({ option, message: 'is no option; check the spelling' }));
}

function combinations(values: Parsed): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (values.smtpUrl && !values.smtpFrom) {
    problems.push({ option: 'GATEHOUSE_SMTP_FROM', message: 'is needed with GATEHOUSE_SMTP_URL' });
  }
  return problems;
}

function complete(values: Parsed, env: Required<ConfigSources>['env']): Config {
  const { smtpUrl, smtpFrom, keyEncryptionKeys, port = 3001, ...rest } = values;
  const endpoint = values.endpoint ?? `http://localhost:${port}`;
  const endpointIsLoopback = isLoopbackHost(new URL(endpoint).hostname);
  const production = env.NODE_ENV === 'production' || endpoint.startsWith('https:');
  return {
    ...rest,
    endpoint,
    endpointIsLoopback,
    port,
    host: values.host ?? (production ? '::' : 'localhost'),
    dataDir: resolve(values.dataDir ?? 'data'),
    unnamedStatements: values.unnamedStatements ?? false,
    keyEncryptionKeys: keyEncryptionKeys ? parseKeyList(keyEncryptionKeys) : undefined,
    trustedProxies: values.trustedProxies ?? [],
    outboundAllow: values.outboundAllow ?? [],
    smtp: smtpUrl && smtpFrom ? { url: smtpUrl, from: smtpFrom } : undefined,
    logLevel: values.logLevel ?? 'info',
    mode: production ? 'production' : 'development',
    warnings: unknownVariables(env),
  };
}

/** For commands that put values of the environment into a file. */
export const environment: Readonly<Record<string, string | undefined>> = process.env;

/** Throws a ConfigError that lists every problem. */
export function loadConfig({ env = environment, options: given = {} }: ConfigSources = {}): Config {
  const found = (Object.keys(options) as OptionName[]).flatMap(
    (name) => find(name, { env, options: given }) ?? [],
  );
  const { values, problems } = parse(found);
  problems.push(...combinations(values));
  if (problems.length > 0) throw new ConfigError(problems);
  return complete(values, env);
}
