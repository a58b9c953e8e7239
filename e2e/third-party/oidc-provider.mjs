// An OpenID Provider made of the npm package `oidc-provider`, with its own development pages: the name that is typed
// in is the person. Started as: node oidc-provider.mjs {port} {client as JSON}
import Provider from 'oidc-provider';

const [port, client] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, {
  clients: [JSON.parse(client)],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
  // It asks nothing of inner addresses by itself, and here all of them are loopback.
  fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@node.example`, email_verified: true, name: id }),
  }),
});
provider.listen(Number(port), '127.0.0.1');
