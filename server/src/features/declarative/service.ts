/**
 * Brings tenants to what a file says. Everything that a file asks for happens in one transaction: a plan is
 * that transaction rolled back, so a dry run finds every problem that the real one would.
 */

import { type Json, sqlState } from '../../kernel/db/index.ts';
import { AppError } from '../../kernel/errors/index.ts';
import { type Action, type Kind, type Operation, type Run, same } from './action.ts';
import { type ExportOptions, exportTenants } from './export.ts';
import { planSection } from './plan.ts';
import { UnknownResource } from './plan-grants.ts';
import { type Finding, parsePath, pathText } from './problems.ts';
import type { Declaration } from './read.ts';
import { hidden } from './secrets.ts';
import { bind, type DeclarativeDeps, type Services } from './services.ts';
import { readState } from './state.ts';

export interface PlanOptions {
  /** Whether what the file does not list is deleted, in the lists that it has. */
  prune?: boolean;
}

export interface ApplyOptions extends PlanOptions {
  /** What was agreed to: anything else is refused. */
  agreed?: Plan;
}

export interface ChangeView {
  field: string;
  before?: Json;
  after?: Json;
  removes?: boolean;
}

export interface ActionView {
  operation: Operation;
  kind: Kind;
  name: string;
  changes: ChangeView[];
}

/** What would be, or was, done; fit to be shown. */
export interface Plan {
  tenants: { tenant: string; actions: ActionView[] }[];
}

export interface GeneratedSecret {
  tenant: string;
  applicationId: string;
  name: string;
  secret: string;
}

export interface Applied extends Plan {
  /** Secrets of new applications that the file gives none for: show them once. */
  generated: GeneratedSecret[];
}

/** Between a plan and its execution somebody else changed what it was based on. */
export class PlanOutdated extends Error {
  override readonly name = 'PlanOutdated';

  constructor() {
    super('Something changed since the plan was made. Look at the new plan and try again.');
  }
}

interface TenantPlan {
  tenantId: string;
  actions: Action[];
}

interface WholePlan {
  plans: TenantPlan[];
  /** Why it can't be done. */
  findings: Finding[];
}

export type Declarative = ReturnType<typeof createDeclarative>;

export function createDeclarative(deps: DeclarativeDeps) {
  async function attempt(
    declaration: Declaration,
    options: ApplyOptions,
    rehearsal: boolean,
  ): Promise<Applied> {
    const { plans, findings } = await planAll(bind(deps, deps.db), declaration, options);
    assertAgreed(declaration, plans, options);
    if (plans.length === 0 && findings.length === 0) return { tenants: [], generated: [] };
    // What can't be done is still rehearsed, to find everything else that is wrong with the file.
    const passwordHashes = await hashPasswords(deps, plans, rehearsal || findings.length > 0);
    try {
      return await deps.db.inTx(async (system) => {
        const applied = await execute(bind(deps, system), declaration, options, passwordHashes);
        if (rehearsal) throw new RollBack(applied);
        return applied;
      });
    } catch (error) {
      if (error instanceof RollBack) return error.applied;
      throw error;
    }
  }

  async function retried(
    declaration: Declaration,
    options: ApplyOptions,
    rehearsal: boolean,
  ): Promise<Applied> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt(declaration, options, rehearsal);
      } catch (error) {
        if (tries === maxTries || !(error instanceof Overtaken)) throw error;
      }
    }
  }

  return {
    /** @throws DeclarationError */
    async plan(declaration: Declaration, options: PlanOptions = {}): Promise<Plan> {
      const { tenants } = await retried(declaration, options, true);
      return { tenants };
    },
    /** All or nothing. @throws DeclarationError, PlanOutdated */
    apply: (declaration: Declaration, options: ApplyOptions = {}): Promise<Applied> =>
      retried(declaration, options, false),
    /** Tenants as a file, without secrets. */
    export: (options: ExportOptions = {}): Promise<string> => exportTenants(bind(deps, deps.db), options),
  };
}

const maxTries = 5;

/** Ends a rehearsal. */
class RollBack extends Error {
  readonly applied: Applied;

  constructor(applied: Applied) {
    super('rehearsal');
    this.applied = applied;
  }
}

/** Somebody else was faster: start again from what they left. */
class Overtaken extends Error {}

/** In the order of their ids, so that two that run at once never wait for each other. */
const tenantIdsOf = ({ data }: Declaration) => Object.keys(data.tenants).sort();

async function planAll(
  services: Services,
  declaration: Declaration,
  { prune = false }: PlanOptions,
): Promise<WholePlan> {
  const whole: WholePlan = { plans: [], findings: [] };
  for (const tenantId of tenantIdsOf(declaration)) {
    const section = declaration.data.tenants[tenantId]!;
    const state = await readState(services, tenantId, section, { prune });
    const { actions, findings } = planSection(['tenants', tenantId], section, state, { prune });
    whole.findings.push(...findings);
    if (actions.length > 0) whole.plans.push({ tenantId, actions });
  }
  return whole;
}

function assertAgreed(
  declaration: Declaration,
  plans: readonly TenantPlan[],
  { agreed }: ApplyOptions,
): void {
  if (agreed && !same(viewOf(declaration, plans), { tenants: agreed.tenants })) throw new PlanOutdated();
}

/** Before the transaction, one after another: a file must not take all cores from people who sign in. */
async function hashPasswords(
  { credentials }: DeclarativeDeps,
  plans: readonly TenantPlan[],
  rehearsal: boolean,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { password, path } of plans.flatMap(({ actions }) => actions)) {
    if (password === undefined) continue;
    hashes.set(pathText(path), rehearsal ? 'rehearsal' : await credentials.hashPassword(password));
  }
  return hashes;
}

/** In the transaction; plans once more, behind the locks. */
async function execute(
  services: Services,
  declaration: Declaration,
  options: ApplyOptions,
  passwordHashes: ReadonlyMap<string, string>,
): Promise<Applied> {
  // Writes the tenants' rows, so that of two runs at once the second waits here and sees what the first did.
  for (const id of tenantIdsOf(declaration)) await services.cache.bump(services.system.forTenant(id));
  const { plans, findings } = await planAll(services, declaration, options);
  assertAgreed(declaration, plans, options);
  const generated: GeneratedSecret[] = [];
  for (const plan of plans) {
    const run = await runFor(services, plan, passwordHashes);
    findings.push(...(await runActions(plan.actions, run)));
    generated.push(...run.generated.map((secret) => ({ tenant: plan.tenantId, ...secret })));
  }
  if (findings.length > 0) throw declaration.refuse(findings);
  return { ...viewOf(declaration, plans), generated };
}

async function runFor(
  services: Services,
  plan: TenantPlan,
  passwordHashes: Run['passwordHashes'],
): Promise<Run> {
  const { tenantId, actions } = plan;
  const isUnhashed = ({ password, path }: Action) =>
    password !== undefined && !passwordHashes.has(pathText(path));
  if (actions.some(isUnhashed)) throw new Overtaken();
  const tenant = await services.tenants.byId(tenantId);
  const db = services.system.forTenant(tenantId);
  // A tenant that is about to be created is put here by its own action, the first one.
  return { services, tenant: tenant as Run['tenant'], db, passwordHashes, generated: [] };
}

const transactionAborted = '25P02';

/** Goes on after a refusal, to find the others too; after a failed statement nothing more can be asked. */
async function runActions(actions: readonly Action[], run: Run): Promise<Finding[]> {
  const findings: Finding[] = [];
  const steps = [
    ...actions.map((action) => ({ action, step: action.release?.bind(action) })),
    ...actions.map((action) => ({ action, step: action.run.bind(action) })),
  ];
  for (const { action, step } of steps) {
    try {
      await step?.(run);
    } catch (error) {
      if (findings.length > 0 && sqlState(error) === transactionAborted) return findings;
      findings.push(...explain(action, error));
      if (action.kind === 'tenant') return findings;
    }
  }
  return findings;
}

function explain({ path, kind, operation }: Action, error: unknown): Finding[] {
  if (error instanceof UnknownResource) {
    return [{ path: [...path, 'permissions', error.indicator], message: error.message }];
  }
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  if (kind === 'tenant' && operation === 'create' && error.code === 'tenant.exists') throw new Overtaken();
  if (error.code === 'request.version_mismatch') throw new Overtaken();
  const { issues } = (error.data ?? {}) as { issues?: { path: string; message: string }[] };
  if (error.code !== 'request.invalid' || !issues) return [{ path, message: error.message }];
  return issues.map((issue) => ({ path: [...path, ...parsePath(issue.path)], message: issue.message }));
}

function viewOf({ redaction }: Declaration, plans: readonly TenantPlan[]): Plan {
  return {
    tenants: plans.map(({ tenantId, actions }) => ({
      tenant: tenantId,
      actions: actions.map(({ operation, kind, name, changes }) => ({
        operation,
        kind,
        name: redaction.text(name),
        changes: changes.map(({ field, before, after, secret, removes }) => ({
          field,
          ...(secret
            ? { after: hidden }
            : shown(redaction.value(before, field), redaction.value(after, field))),
          ...(removes && { removes }),
        })),
      })),
    })),
  };
}

const shown = (before: Json | undefined, after: Json | undefined) => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
});
