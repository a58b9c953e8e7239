/**
 * Keycloak as an identity provider on loopback, from its distribution in Maven's central repository. It speaks
 * OpenID Connect and SAML for the realm "acme", which has one person.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, freePort, removeFolder, run } from '../processes.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';

/** Where .ci/keycloak puts it. */
const distribution = join(homedir(), '.cache/gatehouse/keycloak');

export const hasKeycloak = existsSync(`${distribution}/bin/kc.sh`) && existsSync('/usr/bin/java');

const person = { username: 'karl', email: 'karl@keycloak.example', password: 'karl-of-the-realm' };

const openIdConnect = ({ clientId, clientSecret, callback, postLogout }: ServiceProvider['oidc']) => ({
  clientId,
  secret: clientSecret,
  protocol: 'openid-connect',
  redirectUris: [callback],
  attributes: { 'post.logout.redirect.uris': postLogout, 'pkce.code.challenge.method': 'S256' },
});

const saml = ({ entityId, acs }: ServiceProvider['saml']) => ({
  clientId: entityId,
  protocol: 'saml',
  redirectUris: [acs],
  attributes: {
    saml_assertion_consumer_url_post: acs,
    saml_name_id_format: 'email',
    saml_force_name_id_format: 'true',
    'saml.assertion.signature': 'true',
    'saml.server.signature': 'true',
    'saml.client.signature': 'false',
    'saml.signature.algorithm': 'RSA_SHA256',
    'saml.authnstatement': 'true',
  },
  protocolMappers: [
    {
      name: 'email',
      protocol: 'saml',
      protocolMapper: 'saml-user-property-mapper',
      config: { 'user.attribute': 'email', 'attribute.name': 'email', 'attribute.nameformat': 'Basic' },
    },
  ],
});

const realm = (sp: ServiceProvider) => ({
  realm: 'acme',
  enabled: true,
  sslRequired: 'none',
  clients: [openIdConnect(sp.oidc), saml(sp.saml)],
  users: [
    {
      username: person.username,
      email: person.email,
      emailVerified: true,
      enabled: true,
      firstName: 'Karl',
      lastName: 'Keycloak',
      credentials: [{ type: 'password', value: person.password }],
    },
  ],
});

/** Several copies may run: what it writes is its own, the libraries are everybody's. */
async function installation(sp: ServiceProvider): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-keycloak-'));
  for (const name of ['bin', 'lib'])
    await cp(join(distribution, name), join(folder, name), { recursive: true });
  for (const name of ['providers', 'conf', 'data/import'])
    await mkdir(join(folder, name), { recursive: true });
  await symlink(join(distribution, 'themes'), join(folder, 'themes'));
  await writeFile(join(folder, 'conf/keycloak.conf'), '');
  await writeFile(join(folder, 'data/import/acme-realm.json'), JSON.stringify(realm(sp)));
  return folder;
}

export const keycloak = {
  email: person.email,
  issuer: (url: string) => `${url}/realms/acme`,
  metadataUrl: (url: string) => `${url}/realms/acme/protocol/saml/descriptor`,
};

export async function startKeycloak(port: number, sp: ServiceProvider): Promise<IdentityProvider> {
  const folder = await installation(sp);
  const management = await freePort();
  const url = `http://localhost:${port}`;
  const program = run(
    join(folder, 'bin/kc.sh'),
    [
      'start',
      '--optimized',
      '--import-realm',
      '--http-enabled=true',
      '--hostname-strict=false',
      `--http-port=${port}`,
      `--http-management-port=${management}`,
      '--http-host=127.0.0.1',
    ],
    { JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m' },
    folder,
    true,
  );
  await answering(program, `${url}/realms/acme`, 180);
  return {
    output: () => program.output(),
    async signIn(page) {
      await page.getByLabel('Username or email').fill(person.username);
      await page.getByLabel('Password', { exact: true }).fill(person.password);
      await page.getByRole('button', { name: 'Sign In' }).click();
    },
    async stop() {
      await program.stop();
      await removeFolder(folder);
    },
  };
}
