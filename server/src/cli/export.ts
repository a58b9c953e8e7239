/** `gatehouse export`: tenants as a file that `apply` understands. */
import { writeFile } from 'node:fs/promises';
import { createDeclarative } from '../features/declarative/index.ts';
import type { CommandContext } from './context.ts';
import { CommandError } from './failure.ts';
import type { GroundOptions } from './ground.ts';

export interface ExportCommandOptions extends GroundOptions {
  tenant?: string[];
  users?: boolean;
}

export async function exportTo(
  path: string | undefined,
  { tenant: tenants, users, ...options }: ExportCommandOptions,
  context: CommandContext,
): Promise<void> {
  await context.withApp({ ...options, mustExist: true }, async (app) => {
    for (const id of tenants ?? []) {
      if (!(await app.tenants.byId(id))) throw new CommandError(`There is no tenant ${id}.`);
    }
    const text = await createDeclarative(app).export({ tenants, users });
    if (path === undefined) context.out(text.trimEnd());
    // With people in it, it is for its owner's eyes only.
    else await writeFile(path, text, { mode: users ? 0o600 : 0o644 });
  });
}
