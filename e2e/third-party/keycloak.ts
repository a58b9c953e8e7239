/**
 * Keycloak as an identity provider on loopback, from its distribution in Maven's central repository. It speaks
 * OpenID Connect and SAML for the realm "acme", which has one person.
 */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { answering, freePort, removeFolder, run } from '../processes.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';

/** Where .ci/keycloak puts it. */
const distribution = join(homedir(), '.cache/gatehouse/keycloak');

export const hasKeycloak = existsSync(`${distribution}/bin/kc.sh`) && existsSync('/usr/bin/java');

const person = { username: 'karl', email: 'karl@keycloak.example', password: 'karl-of-the-realm' };

const openIdConnect = ({
  clientId,
  clientSecret,
  callback,
  postLogout,
  backchannelLogout,
}: ServiceProvider['oidc']) => ({
  clientId,
  secret: clientSecret,
  protocol: 'openid-connect',
  redirectUris: [callback],
  attributes: {
    'post.logout.redirect.uris': postLogout,
    'pkce.code.challenge.method': 'S256',
    'backchannel.logout.url': backchannelLogout,
    'backchannel.logout.session.required': 'true',
  },
});

const saml = ({ entityId, acs, logout, certificate }: ServiceProvider['saml']) => ({
  clientId: entityId,
  protocol: 'saml',
  redirectUris: [acs],
  frontchannelLogout: true,
  attributes: {
    saml_assertion_consumer_url_post: acs,
    saml_name_id_format: 'email',
    saml_force_name_id_format: 'true',
    'saml.assertion.signature': 'true',
    'saml.server.signature': 'true',
    'saml.client.signature': 'true',
    'saml.signing.certificate': certificate,
    saml_single_logout_service_url_redirect: logout,
    'saml.encrypt': 'true',
    'saml.encryption.algorithm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    'saml.encryption.keyAlgorithm': 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
    'saml.encryption.digestMethod': 'http://www.w3.org/2001/04/xmlenc#sha256',
    'saml.encryption.maskGenerationFunction': 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
    'saml.encryption.certificate': certificate,
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
  saml: { wantAssertionsEncrypted: true },
  metadataUrl: (url: string) => `${url}/realms/acme/protocol/saml/descriptor`,
};

async function signOutAt(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/realms/acme/protocol/openid-connect/logout`);
  await page.getByRole('button', { name: 'Logout' }).click();
  await page.getByText('You are logged out').first().waitFor();
}

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
    signOut: { saml: (page) => signOutAt(page, url), oidc: (page) => signOutAt(page, url) },
    async stop() {
      await program.stop();
      await removeFolder(folder);
    },
  };
}
