/** The simulator's own pages and switches under /simulator, for people and for tests in another process. */

import { Hono } from 'hono';
import { exportJWK } from 'jose';
import { z } from 'zod';
import type { Directory } from './directory.ts';
import { rogueKey } from './keys.ts';
import { isMisbehaviour, type Misbehaviour, misbehaviours } from './misbehaviours.ts';
import { personPatchSchema } from './organization.ts';
import { Layout, page } from './pages.tsx';
import { addSamlControls, SamlActions, SamlRows } from './saml/control.tsx';
import { samlFacts } from './saml/facts.ts';
import { addScimControls, Provisioning } from './scim/control.tsx';
import { endpoints, type Switch } from './switch.ts';
import { isShared, type World } from './world.ts';

const misbehave = z.object({
  misbehaviours: z.array(z.string().refine(isMisbehaviour, 'unknown misbehaviour')),
  options: z
    .object({
      times: z.number().int().positive(),
      at: z.array(z.enum(endpoints)),
      delayMs: z.number().nonnegative(),
      location: z.string(),
      value: z.string(),
    })
    .partial()
    .default({}),
});

/** Only to this machine: the simulator is no way to anywhere else. */
const registration = z.object({
  redirectUri: z
    .url()
    .refine(
      (text) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(text).hostname),
      'must be on loopback',
    ),
});

/** For programs what the page tells people. */
function described(directory: Directory) {
  const { organization, issuer, id } = directory;
  const { kind, domain, clients, users } = organization;
  const people = users.map(({ username, password }) => ({ username, ...(password && { password }) }));
  const saml = directory.saml && samlFacts(directory);
  return { id, kind, domain, issuer, clients, people, ...(saml && { saml }) };
}

export function controlRoutes(world: World): Hono {
  const app = new Hono();
  app.get('/', (c) => c.redirect('/simulator'));
  app.get('/simulator', () => homePage(world));
  app.get('/simulator/directories', (c) => c.json(world.directories.map(described)));
  app.get('/simulator/elsewhere', (c) => c.json({ elsewhere: true }));
  app.get('/simulator/rogue-jwks', async (c) =>
    c.json({ keys: [await exportJWK((await rogueKey()).publicKey)] }),
  );
  app.get('/simulator/:id/requests', (c) => c.json(world.recorder.list(c.req.param('id'))));
  // A web page the developer visits must not flip switches here.
  app.use('/simulator/*', async (c, next) =>
    c.req.header('sec-fetch-site') === 'cross-site' ? c.text('cross-site request refused', 403) : next(),
  );
  app.post('/simulator/:id/misbehave', async (c) => {
    const directory = find(world, c.req.param('id'));
    if (!directory) return c.json({ error: 'no such organization' }, 404);
    if (c.req.header('content-type')?.startsWith('application/json')) {
      const body = misbehave.safeParse(await c.req.json().catch(() => undefined));
      if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
      directory.switches.set(body.data.misbehaviours as Misbehaviour[], body.data.options);
      return c.json({ misbehaviours: directory.switches.names });
    }
    const name = `${(await c.req.parseBody()).misbehaviour}`;
    directory.switches.set(isMisbehaviour(name) ? [name] : [], {});
    return c.redirect('/simulator', 303);
  });
  app.post('/simulator/:id/rotate-keys', async (c) => {
    const directory = find(world, c.req.param('id'));
    if (!directory) return c.json({ error: 'no such organization' }, 404);
    await directory.keys.rotate(false);
    return c.redirect('/simulator', 303);
  });
  app.post('/simulator/:id/clients/:client/redirect-uris', async (c) => {
    const client = find(world, c.req.param('id'))?.client(c.req.param('client'));
    if (!client) return c.json({ error: 'no such client' }, 404);
    const body = registration.safeParse(await c.req.json().catch(() => undefined));
    if (!body.success) return c.json({ error: z.prettifyError(body.error) }, 400);
    const { redirectUri } = body.data;
    if (!client.redirectUris.includes(redirectUri)) client.redirectUris.push(redirectUri);
    return c.json({ redirectUris: client.redirectUris });
  });
  addSamlControls(app, world);
  addScimControls(app, world);
  app.patch('/simulator/:id/users/:user', async (c) => {
    const directory = find(world, c.req.param('id'));
    if (!directory?.person(c.req.param('user'))) return c.json({ error: 'no such user' }, 404);
    const patch = personPatchSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!patch.success) return c.json({ error: z.prettifyError(patch.error) }, 400);
    return c.json(directory.updateUser(c.req.param('user'), patch.data));
  });
  return app;
}

function find(world: World, id: string): Directory | undefined {
  return world.directories.find((d) => d.id === id || d.organization.domain === id);
}

function homePage(world: World): Response {
  return page(
    <Layout title="Gatehouse IdP simulator" kind="simulator">
      <h1>Gatehouse IdP simulator</h1>
      <p>
        Identity providers to try single sign-on with. Nothing here is secret; everything ends with the
        process.
      </p>
      {world.directories.map((directory) => (
        <OrganizationSection directory={directory} />
      ))}
    </Layout>,
  );
}

function OrganizationSection({ directory }: { directory: Directory }) {
  const { organization, dialect, issuer, id } = directory;
  return (
    <section aria-labelledby={`o-${id}`}>
      <h2 id={`o-${id}`}>
        {dialect.label} · {isShared(directory) ? `/${id}` : (organization.domain ?? id)}
      </h2>
      <table>
        {organization.kind !== 'saml' && (
          <tr>
            <th scope="row">Issuer</th>
            <td>
              <code>{issuer}</code>
            </td>
          </tr>
        )}
        {organization.clients.map((client) => (
          <tr>
            <th scope="row">{client.name ?? 'Client'}</th>
            <td>
              <code>{client.clientId}</code>
              {client.clientSecret && (
                <>
                  , secret <code>{client.clientSecret}</code>
                </>
              )}
              , returns to <code>{client.redirectUris.join(' ')}</code>
            </td>
          </tr>
        ))}
        {organization.users.length > 0 && (
          <tr>
            <th scope="row">People</th>
            <td>
              {organization.users
                .map((u) => (u.password ? `${u.username} (${u.password})` : u.username))
                .join(', ')}
            </td>
          </tr>
        )}
        <SamlRows directory={directory} />
      </table>
      <SamlActions directory={directory} />
      <Switches directory={directory} />
      <Provisioning directory={directory} />
    </section>
  );
}

/** What its protocols know. */
const applies = (name: string, { saml, dialect }: Directory): boolean =>
  name.startsWith('saml-') ? saml !== undefined : dialect.kind !== 'saml';

function Switches({ directory }: { directory: Directory }) {
  const { id, switches } = directory;
  const table = Object.entries<Switch>(misbehaviours).filter(([name]) => applies(name, directory));
  return (
    <div class="actions">
      <form method="post" action={`/simulator/${id}/misbehave`}>
        <label for={`m-${id}`}>Misbehaviour</label>
        <select id={`m-${id}`} name="misbehaviour">
          <option value="">none</option>
          {table.map(([name, { where, does }]) => (
            <option value={name} selected={switches.names[0] === name}>
              {name}: {where} {does}
            </option>
          ))}
        </select>{' '}
        <button type="submit">Set</button>
      </form>
      <form method="post" action={`/simulator/${id}/rotate-keys`}>
        <button type="submit">Rotate keys</button>
      </form>
    </div>
  );
}
