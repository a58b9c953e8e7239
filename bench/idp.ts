/** An identity provider for the SSO sign-ins: `idp.ts PORT CALLBACK…` runs the simulator with one Entra directory. */
import { startIdpSimulator } from '../server/src/testing/idp/index.ts';
import { entra } from './declaration.ts';

const [port, ...redirectUris] = process.argv.slice(2);
const { tenantId, clientId, clientSecret, domain, people } = entra;

await startIdpSimulator({
  port: Number(port),
  organizations: [
    {
      kind: 'entra',
      id: tenantId,
      domain,
      clients: [{ clientId, clientSecret, name: 'Gatehouse', redirectUris, postLogoutRedirectUris: [] }],
      users: people.map((username) => ({ username, email: username, name: username })),
    },
  ],
});
