/** Debian's Apache with mod_auth_openidc, in the foreground, with a configuration and folder of its own. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answering, type Program, run } from '../../processes.ts';
import { type Scene, secretOf } from '../../scene.ts';

const modules = '/usr/lib/apache2/modules';
const binary = '/usr/sbin/apache2';

export const hasApache = existsSync(binary) && existsSync(`${modules}/mod_auth_openidc.so`);

const configuration = (folder: string, { endpoint, urls }: Scene) => `
ServerRoot "${folder}"
DefaultRuntimeDir "${folder}"
PidFile "${folder}/apache.pid"
ServerName localhost
Listen ${new URL(urls.apache).port}
ErrorLog "${folder}/error.log"
LogLevel warn
User www-data
Group www-data
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'mime', 'filter', 'include', 'auth_openidc']
  .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
  .join('\n')}
TypesConfig /dev/null
AddType text/html .shtml
AddOutputFilter INCLUDES .shtml
DocumentRoot "${folder}/site"
<Directory "${folder}/site">
  Options +Includes
  Require all granted
</Directory>

OIDCProviderMetadataURL ${endpoint}/oidc/.well-known/openid-configuration
OIDCClientID apache
OIDCClientSecret ${secretOf('apache')}
OIDCRedirectURI ${urls.apache}/protected/callback
OIDCCryptoPassphrase a-passphrase-for-the-tests-only
OIDCScope "openid profile email"
OIDCRemoteUserClaim email
OIDCSSLValidateServer Off
OIDCOAuthSSLValidateServer Off
<Location /protected/>
  AuthType openid-connect
  Require valid-user
</Location>
<Location /protected/staff/>
  Require claim username:alice
</Location>
`;

const page = `<!doctype html><html lang="en"><title>Intranet</title><h1>Intranet</h1>
<dl>
${['REMOTE_USER', 'OIDC_CLAIM_sub', 'OIDC_CLAIM_username', 'OIDC_CLAIM_name', 'OIDC_CLAIM_iss']
  .map((name) => `<dt>${name}</dt><dd id="${name}"><!--#echo var="${name}" --></dd>`)
  .join('\n')}
</dl>
`;

export async function startApache(scene: Scene): Promise<Program & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-apache-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'site/protected/staff'), { recursive: true });
  await writeFile(join(folder, 'site/index.html'), '<!doctype html><h1>Open to all</h1>');
  for (const path of ['index', 'staff/index'])
    await writeFile(join(folder, `site/protected/${path}.shtml`), page);
  await writeFile(join(folder, 'apache.conf'), configuration(folder, scene));
  const program = run(binary, ['-DFOREGROUND', '-f', join(folder, 'apache.conf')]);
  await answering(program, `${scene.urls.apache}/index.html`);
  return {
    ...program,
    async remove() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
