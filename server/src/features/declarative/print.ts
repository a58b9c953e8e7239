/** Plans as text for people. */
import type { Json } from '../../kernel/db/index.ts';
import type { ActionView, ChangeView, Plan } from './service.ts';

const signs = { create: '+', update: '~', delete: '-' } as const;
const longest = 200;

function shown(value: Json | undefined): string {
  const text = typeof value === 'string' && /^\(.*\)$/.test(value) ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function changeLine({ field, before, after, removes }: ChangeView): string {
  if (after === undefined) return `      ${field}: ${shown(before)} → ${removes ? 'deleted' : 'removed'}`;
  const from = before === undefined || before === null ? '' : `${shown(before)} → `;
  return `      ${field}: ${from}${shown(after)}`;
}

function actionLines({ operation, kind, name, changes }: ActionView): string[] {
  return [`  ${signs[operation]} ${kind}${name ? ` ${name}` : ''}`, ...changes.map(changeLine)];
}

const actionsOf = (plan: Plan) => plan.tenants.flatMap(({ actions }) => actions);

export const isEmpty = (plan: Plan): boolean => plan.tenants.length === 0;

/** Whether something is taken away that others may rely on. */
export const destroys = (plan: Plan): boolean =>
  actionsOf(plan).some(
    ({ operation, changes }) => operation === 'delete' || changes.some(({ removes }) => removes),
  );

export interface Words {
  create: string;
  update: string;
  delete: string;
}

export const future: Words = { create: 'to create', update: 'to change', delete: 'to delete' };
export const past: Words = { create: 'created', update: 'changed', delete: 'deleted' };

/** `2 created, 1 changed` */
export function summary(plan: Plan, words: Words = future): string {
  if (isEmpty(plan)) return 'Nothing to change.';
  const counts = (['create', 'update', 'delete'] as const).map((operation) => {
    const count = actionsOf(plan).filter((action) => action.operation === operation).length;
    return count === 0 ? '' : `${count} ${words[operation]}`;
  });
  return `${counts.filter(Boolean).join(', ')}.`;
}

export function planText(plan: Plan, words: Words = future): string {
  const lines = plan.tenants.flatMap(({ tenant, actions }) => [
    `tenant ${tenant}`,
    ...actions.flatMap(actionLines),
  ]);
  return [...lines, summary(plan, words)].join('\n');
}
