/** SimpleSAMLphp from Debian's packages as a SAML identity provider on loopback, in PHP's own web server. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, removeFolder, run } from '../processes.ts';
import { newCertificate } from './certificate.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';

const packaged = '/usr/share/simplesamlphp';

export const hasSimpleSamlPhp = existsSync(`${packaged}/www/module.php`) && existsSync('/usr/bin/php');

const person = { username: 'petra', email: 'petra@php.example', password: 'petra-of-the-directory' };

/** Text between single quotes of PHP. */
const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

const config = (folder: string, url: string) => `<?php
$config = [
  'baseurlpath' => ${quoted(`${url}/simplesaml/`)},
  'certdir' => ${quoted(`${folder}/cert/`)},
  'loggingdir' => ${quoted(`${folder}/log/`)},
  'datadir' => ${quoted(`${folder}/data/`)},
  'tempdir' => ${quoted(`${folder}/tmp`)},
  'metadatadir' => ${quoted(`${folder}/metadata`)},
  'secretsalt' => 'only-for-a-test-on-loopback',
  'auth.adminpassword' => 'only-for-a-test-on-loopback',
  'timezone' => 'UTC',
  'logging.handler' => 'errorlog',
  'logging.level' => 5,
  'enable.saml20-idp' => true,
  'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
  'session.cookie.name' => 'ssp_session',
  'session.cookie.secure' => false,
  'session.phpsession.cookiename' => 'ssp_php',
  'store.type' => 'phpsession',
  'theme.use' => 'default',
  'metadata.sources' => [['type' => 'flatfile']],
  'authproc.idp' => [],
];
`;

const authsources = `<?php
$config = [
  'people' => [
    'exampleauth:UserPass',
    ${quoted(`${person.username}:${person.password}`)} => [
      'mail' => [${quoted(person.email)}],
      'displayName' => ['Petra of PHP'],
    ],
  ],
];
`;

const hosted = (url: string) => `<?php
$metadata[${quoted(`${url}/idp`)}] = [
  'host' => '__DEFAULT__',
  'privatekey' => 'idp.pem',
  'certificate' => 'idp.crt',
  'auth' => 'people',
  'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
  'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'saml20.sign.response' => true,
  'saml20.sign.assertion' => true,
  'sign.logout' => true,
  'redirect.sign' => true,
  'validate.logout' => true,
];
`;

const remote = ({ entityId, acs, logout, certificate }: ServiceProvider['saml']) => `<?php
$metadata[${quoted(entityId)}] = [
  'AssertionConsumerService' => ${quoted(acs)},
  'SingleLogoutService' => ${quoted(logout)},
  'certData' => ${quoted(certificate)},
  'NameIDFormat' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  'simplesaml.nameidattribute' => 'mail',
  'authproc' => [
    10 => [
      'class' => 'saml:AttributeNameID',
      'attribute' => 'mail',
      'Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    ],
  ],
];
`;

async function installation(url: string, sp: ServiceProvider): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-simplesamlphp-'));
  const { privateKey, certificate } = newCertificate('simplesamlphp');
  for (const name of ['config', 'cert', 'log', 'data', 'tmp', 'metadata', 'sessions'])
    await mkdir(join(folder, name));
  const files = {
    'config/config.php': config(folder, url),
    'config/authsources.php': authsources,
    'metadata/saml20-idp-hosted.php': hosted(url),
    'metadata/saml20-sp-remote.php': remote(sp.saml),
    'cert/idp.pem': privateKey,
    'cert/idp.crt': certificate,
    // PHP's web server looks for files; the package expects its folder under /simplesaml.
    'router.php': `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!preg_match('#^/simplesaml/(?<file>[a-z0-9/_-]+\\\\.php)(?<rest>/.*)?$#i', $path, $found)) {
  if (!preg_match('#^/simplesaml/(resources/[A-Za-z0-9/._-]+)$#', $path, $asset) || str_contains($path, '..')) {
    http_response_code(404);
    return true;
  }
  readfile('${packaged}/www/' . $asset[1]);
  return true;
}
$_SERVER['SCRIPT_NAME'] = '/simplesaml/' . $found['file'];
$_SERVER['PHP_SELF'] = $path;
$_SERVER['PATH_INFO'] = $found['rest'] ?? '';
$_SERVER['SCRIPT_FILENAME'] = '${packaged}/www/' . $found['file'];
chdir(dirname($_SERVER['SCRIPT_FILENAME']));
require $_SERVER['SCRIPT_FILENAME'];
return true;
`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

export const simpleSamlPhp = {
  email: person.email,
  metadataUrl: (url: string) => `${url}/simplesaml/saml2/idp/metadata.php`,
};

export async function startSimpleSamlPhp(port: number, sp: ServiceProvider): Promise<IdentityProvider> {
  const url = `http://localhost:${port}`;
  const folder = await installation(url, sp);
  const program = run(
    'php',
    ['-d', `session.save_path=${folder}/sessions`, '-S', `localhost:${port}`, join(folder, 'router.php')],
    { SIMPLESAMLPHP_CONFIG_DIR: join(folder, 'config') },
  );
  await answering(program, simpleSamlPhp.metadataUrl(url), 20);
  return {
    output: () => program.output(),
    async signIn(page) {
      await page.locator('input[name=username]').fill(person.username);
      await page.locator('input[name=password]').fill(person.password);
      await page.locator('form button, form input[type=submit]').first().click();
    },
    signOut: {
      async saml(page) {
        await page.goto(
          `${url}/simplesaml/saml2/idp/SingleLogoutService.php?ReturnTo=${encodeURIComponent(`${url}/simplesaml/logout.php`)}`,
        );
        await page.waitForURL('**/simplesaml/logout.php');
      },
    },
    async stop() {
      await program.stop();
      await removeFolder(folder);
    },
  };
}
