/** `gatehouse apply`: brings tenants to what a file says. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../app.ts';
import {
  type Applied,
  createDeclarative,
  type Declaration,
  type Declarative,
  destroys,
  type GeneratedSecret,
  isEmpty,
  type Plan,
  past,
  planText,
  readDeclaration,
  summary,
} from '../features/declarative/index.ts';
import type { Config } from '../kernel/config/index.ts';
import type { CommandContext } from './context.ts';
import { environment } from './environment.ts';
import { CommandError } from './failure.ts';
import { configOf, type GroundOptions } from './ground.ts';

export interface ApplyCommandOptions extends GroundOptions {
  dryRun?: boolean;
  prune?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** `-` is the standard input. */
async function readFrom(path: string, context: CommandContext): Promise<Declaration> {
  const text = path === '-' ? await context.input() : await readFile(path, 'utf8');
  return readDeclaration(text, { file: path === '-' ? 'stdin' : path, env: context.env });
}

function secretLines(generated: readonly GeneratedSecret[]): string[] {
  if (generated.length === 0) return [];
  return [
    '',
    'Generated secrets. They are shown this once:',
    ...generated.map(
      ({ tenant, applicationId, name, secret }) =>
        `  ${name} (tenant ${tenant}, id ${applicationId}): ${secret}`,
    ),
  ];
}

function show(
  context: CommandContext,
  { json }: ApplyCommandOptions,
  applied: Applied,
  dryRun: boolean,
): void {
  const { tenants, generated } = applied;
  if (json) {
    context.out(
      JSON.stringify({ dryRun, changed: !dryRun && tenants.length > 0, tenants, generated }, null, 2),
    );
    return;
  }
  context.out(planText(applied, dryRun ? undefined : past));
  for (const line of secretLines(generated)) context.out(line);
}

async function confirm(context: CommandContext, plan: Plan): Promise<void> {
  context.err(planText(plan));
  const answer = context.ask('Delete what is marked above, and do the rest? [y/N] ');
  if (answer === undefined)
    throw new CommandError('Nothing was changed. --yes agrees to the deletions above.');
  if (!/^y(es)?$/i.test((await answer).trim())) throw new CommandError('Nothing was changed.');
}

async function run(
  declarative: Declarative,
  declaration: Declaration,
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { prune = false, dryRun = false, yes = false } = options;
  if (dryRun) {
    const plan = await declarative.plan(declaration, { prune });
    show(context, options, { ...plan, generated: [] }, true);
    return;
  }
  const plan = prune && !yes ? await declarative.plan(declaration, { prune }) : undefined;
  const agreed = plan && destroys(plan) ? plan : undefined;
  if (agreed) await confirm(context, agreed);
  show(context, options, await declarative.apply(declaration, { prune, agreed }), false);
}

const isNew = ({ databaseUrl, dataDir }: Config) => !databaseUrl && !existsSync(dataDir);

/** A dry run leaves no trace, not even a new data folder. */
async function onNothing(work: (dataDir: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

export async function apply(
  path: string,
  options: ApplyCommandOptions,
  context: CommandContext,
): Promise<void> {
  // Before anything is opened: a mistake in the file is told at once.
  const declaration = await readFrom(path, context);
  const work = (app: App) => run(createDeclarative(app), declaration, options, context);
  if (options.dryRun && isNew(configOf(options, context.env)))
    await onNothing((dataDir) => context.withApp({ ...options, dataDir }, work));
  else await context.withApp(options, work);
}

/** For `start --config`: read before anything is opened. @throws DeclarationError */
export async function readFileOf(path: string): Promise<Declaration> {
  return readDeclaration(await readFile(path, 'utf8'), { file: path, env: environment });
}

export async function applyDeclaration(app: App, declaration: Declaration): Promise<Applied> {
  return createDeclarative(app).apply(declaration);
}

/** What `start --config` prints: a line for each thing, and the secrets that nobody will see again. */
export function appliedLines(path: string, applied: Applied): string[] {
  const signs = { create: '+', update: '~', delete: '-' };
  const things = applied.tenants.flatMap(({ tenant, actions }) =>
    actions.map(({ operation, kind, name }) => `  ${signs[operation]} ${tenant}: ${kind} ${name}`.trimEnd()),
  );
  const result = isEmpty(applied) ? 'nothing to change' : summary(applied, past).replace(/\.$/, '');
  return [`${path}: ${result}`, ...things, ...secretLines(applied.generated)];
}
