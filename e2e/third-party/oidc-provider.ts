/** The npm package `oidc-provider` as somebody else's identity provider, in a process of its own. */
import { answering, run } from '../processes.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';

export const oidcProvider = { email: 'nora@node.example', issuer: (url: string) => url };

export async function startOidcProvider(
  port: number,
  {
    oidc: { clientId, clientSecret, callback, postLogout, backchannelLogout },
  }: Pick<ServiceProvider, 'oidc'>,
): Promise<IdentityProvider> {
  const url = `http://localhost:${port}`;
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [callback],
    post_logout_redirect_uris: [postLogout],
    backchannel_logout_uri: backchannelLogout,
    backchannel_logout_session_required: true,
    token_endpoint_auth_method: 'client_secret_post',
  };
  const program = run(process.execPath, [
    'e2e/third-party/oidc-provider.mjs',
    String(port),
    JSON.stringify(client),
  ]);
  await answering(program, `${url}/.well-known/openid-configuration`);
  return {
    output: () => program.output(),
    async signIn(page) {
      await page.getByPlaceholder('Enter any login').fill('nora');
      await page.getByPlaceholder('and password').fill('anything');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
    },
    confirmSignOut: (page) => page.getByRole('button', { name: 'Yes, sign me out' }).click(),
    signOut: {
      async oidc(page) {
        await page.goto(`${url}/session/end`);
        await page.getByRole('button', { name: 'Yes, sign me out' }).click();
        await page.getByText('Sign-out Success').first().waitFor();
      },
    },
    stop: async () => {
      await program.stop();
    },
  };
}
