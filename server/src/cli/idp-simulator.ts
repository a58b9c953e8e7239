/** `gatehouse idp-simulator`: stand-ins for identity providers on loopback, until Ctrl-C. */
import { once } from 'node:events';
import {
  defaultSimulatorOrganizations,
  type IdpSimulator,
  loadSimulatorFile,
  startIdpSimulator,
} from '../testing/idp/index.ts';
import type { CommandContext } from './context.ts';
import { CommandError } from './failure.ts';

export interface SimulatorCommandOptions {
  port: string;
  file?: string;
}

const shownPeople = 5;

function lines({ url, organizations, issuerOf, samlOf }: IdpSimulator): string[] {
  const directories = organizations.flatMap(({ id, kind, domain, users, clients }) => [
    '',
    `  ${domain ?? id} (${kind})`,
    ...(kind === 'saml' ? [] : [`    issuer   ${issuerOf(id)}`]),
    ...(kind === 'oidc' ? [] : [`    saml     ${samlOf(id).metadataUrl}`]),
    ...clients.map(
      ({ clientId, clientSecret }) => `    client   ${clientId}${clientSecret ? ` / ${clientSecret}` : ''}`,
    ),
    ...users
      .slice(0, shownPeople)
      .map(
        ({ username, password }) => `    person   ${username}${password ? ` (password ${password})` : ''}`,
      ),
    ...(users.length > shownPeople ? [`    …        and ${users.length - shownPeople} more`] : []),
  ]);
  return [
    '',
    `  IdP simulator: ${url}`,
    '  For development only; people without a password sign in with any.',
    ...directories,
    '',
  ];
}

async function organizationsFrom(file: string | undefined) {
  if (file === undefined) return defaultSimulatorOrganizations;
  const { organizations } = await loadSimulatorFile(file).catch((error: unknown) => {
    // The file's problems are listed in the message; what the system says has its own words.
    throw error instanceof Error && !('code' in error) ? new CommandError(error.message) : error;
  });
  return organizations;
}

export async function idpSimulator(
  { port, file }: SimulatorCommandOptions,
  context: CommandContext,
): Promise<void> {
  const simulator = await startIdpSimulator({
    port: Number(port),
    organizations: await organizationsFrom(file),
  });
  for (const line of lines(simulator)) context.out(line);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await simulator.close();
}
