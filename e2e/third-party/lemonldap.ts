/**
 * LemonLDAP::NG from Debian's packages as an identity provider on loopback: OpenID Connect and SAML, with the people
 * of its demonstration (dwho, rtyler, msmith; each one's password is the name).
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, removeFolder, run } from '../processes.ts';
import { newCertificate } from './certificate.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';

const portal = '/usr/share/lemonldap-ng/portal';
const packaged = '/var/lib/lemonldap-ng/conf/lmConf-1.json';

export const hasLemonldap =
  existsSync(`${portal}/htdocs/index.psgi`) && existsSync('/usr/bin/plackup') && existsSync(packaged);

/** Browsers take no cookie for the domain "localhost", and it knows none without a domain. */
const psgi = `
use Plack::Builder;
use Lemonldap::NG::Portal::Main;
builder {
  enable 'Static', path => sub { s#^/static/## }, root => '${portal}/htdocs/static/';
  enable sub {
    my $app = shift;
    sub {
      my $answer = $app->(shift);
      s/;\\s*domain=localhost//i for @{ $answer->[1] };
      $answer;
    }
  };
  Lemonldap::NG::Portal::Main->run({});
};
`;

const ini = (folder: string) => `
[all]
logLevel = info
checkTime = 1
[configuration]
type = File
dirName = ${folder}/conf
localStorage = Cache::FileCache
localStorageOptions = { 'namespace' => 'c', 'default_expires_in' => 600, 'cache_root' => '${folder}/cache' }
[portal]
staticPrefix = /static
templateDir = ${portal}/templates
languages = en
`;

const openIdConnect = ({ clientId, clientSecret, callback, postLogout }: ServiceProvider['oidc']) => ({
  issuerDBOpenIDConnectActivation: 1,
  oidcServiceAllowAuthorizationCodeFlow: 1,
  oidcRPMetaDataOptions: {
    gatehouse: {
      oidcRPMetaDataOptionsClientID: clientId,
      oidcRPMetaDataOptionsClientSecret: clientSecret,
      oidcRPMetaDataOptionsRedirectUris: callback,
      oidcRPMetaDataOptionsPostLogoutRedirectUris: postLogout,
      oidcRPMetaDataOptionsIDTokenSignAlg: 'RS256',
      oidcRPMetaDataOptionsIDTokenForceClaims: 1,
      oidcRPMetaDataOptionsBypassConsent: 1,
      oidcRPMetaDataOptionsLogoutBypassConfirm: 1,
    },
  },
  oidcRPMetaDataExportedVars: {
    gatehouse: { email: 'mail', name: 'cn', preferred_username: 'uid' },
  },
});

const saml = ({ metadata }: ServiceProvider['saml']) => ({
  issuerDBSAMLActivation: 1,
  samlSPMetaDataXML: { gatehouse: { samlSPMetaDataXML: metadata } },
  samlSPMetaDataOptions: {
    gatehouse: {
      samlSPMetaDataOptionsNameIDFormat: 'email',
      samlSPMetaDataOptionsSignSSOMessage: 1,
      samlSPMetaDataOptionsSignSLOMessage: 1,
      samlSPMetaDataOptionsCheckSSOMessageSignature: 1,
      samlSPMetaDataOptionsCheckSLOMessageSignature: 1,
    },
  },
  samlSPMetaDataExportedAttributes: { gatehouse: { mail: '1;mail', cn: '1;displayName' } },
});

/** Its configuration file: what the package installs, and what makes it a provider for one relying party. */
async function configuration(folder: string, url: string, sp: ServiceProvider) {
  const { privateKey, publicKey, certificate } = newCertificate('lemonldap');
  const base = JSON.parse(await readFile(packaged, 'utf8')) as Record<string, unknown>;
  const storage = (name: string) => ({
    Directory: `${folder}/${name}`,
    LockDirectory: `${folder}/${name}/lock`,
  });
  return {
    ...base,
    cfgNum: 1,
    portal: `${url}/`,
    domain: 'localhost',
    securedCookie: 0,
    // As a SAML provider it would choose None, which browsers take by https only.
    sameSite: 'Lax',
    key: 'only-for-a-test-on-loopback',
    globalStorage: 'Apache::Session::File',
    globalStorageOptions: storage('sessions'),
    persistentStorage: 'Apache::Session::File',
    persistentStorageOptions: storage('psessions'),
    localSessionStorageOptions: { namespace: 's', default_expires_in: 600, cache_root: `${folder}/cache` },
    requireToken: 0,
    // They would want packages that send mail.
    registerDB: 'Null',
    portalDisplayRegister: 0,
    portalDisplayResetPassword: 0,
    // It loads a captcha even when none is asked for, and the packaged one wants ImageMagick: something harmless.
    captcha: '::Plugins::History',
    // Its own policy would stop the form that carries a SAML response to another origin.
    cspFormAction: '*',
    oidcServicePrivateKeySig: privateKey,
    oidcServicePublicKeySig: publicKey,
    oidcServiceKeyIdSig: 'loopback',
    samlServicePrivateKeySig: privateKey,
    samlServicePublicKeySig: certificate,
    ...(sp.oidc && openIdConnect(sp.oidc)),
    ...(sp.saml && saml(sp.saml)),
  };
}

export const lemonldap = {
  email: 'dwho@badwolf.org',
  issuer: (url: string) => `${url}/`,
  metadataUrl: (url: string) => `${url}/saml/metadata`,
};

export async function startLemonldap(port: number, sp: ServiceProvider): Promise<IdentityProvider> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-lemonldap-'));
  const url = `http://localhost:${port}`;
  for (const name of ['conf', 'cache', 'sessions/lock', 'psessions/lock'])
    await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'conf/lmConf-1.json'), JSON.stringify(await configuration(folder, url, sp)));
  await writeFile(join(folder, 'lemonldap-ng.ini'), ini(folder));
  await writeFile(join(folder, 'app.psgi'), psgi);
  const program = run(
    'plackup',
    ['--host', '127.0.0.1', '--port', String(port), '--env', 'deployment', join(folder, 'app.psgi')],
    { LLNG_DEFAULTCONFFILE: join(folder, 'lemonldap-ng.ini') },
  );
  await answering(program, `${url}/`, 20);
  return {
    output: () => program.output(),
    async signIn(page) {
      await page.locator('input[name=user]').fill('dwho');
      await page.locator('input[name=password]').fill('dwho');
      await page.locator('form button[type=submit]').first().click();
    },
    // Version 2.16 has no back-channel logout, and its front-channel notice names no session that it ever told.
    signOut: { saml: (page) => page.goto(`${url}/?logout=1`).then(() => undefined) },
    async stop() {
      await program.stop();
      await removeFolder(folder);
    },
  };
}
