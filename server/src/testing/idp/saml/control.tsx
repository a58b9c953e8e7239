/** The SAML part of the simulator's own pages: what to copy, who is registered, the certificates' life. */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { Directory } from '../directory.ts';
import type { World } from '../world.ts';
import { samlFacts } from './facts.ts';
import type { SamlProvider } from './provider.ts';
import { type Registration, serviceProviderSchema } from './service-provider.ts';

const onLoopback = (text: string | undefined): boolean =>
  text === undefined || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(text).hostname);

/** Only to this machine: the simulator is no way to anywhere else. */
function staysHere(registration: Registration): boolean {
  if (registration.metadataUrl !== undefined) return onLoopback(registration.metadataUrl);
  return [...registration.acs, registration.singleLogout].every(onLoopback);
}

const local = serviceProviderSchema.refine(staysHere, 'addresses must be on loopback');

function providerOf(world: World, id: string): SamlProvider | undefined {
  return world.directories.find((d) => d.id === id || d.organization.domain === id)?.saml;
}

export function addSamlControls(app: Hono, world: World): void {
  app.post('/simulator/:id/service-providers', async (c) => {
    const provider = providerOf(world, c.req.param('id'));
    if (!provider) return c.json({ error: 'no such organization, or it speaks no SAML' }, 404);
    const json = c.req.header('content-type')?.startsWith('application/json');
    const body: unknown = json ? await c.req.json().catch(() => undefined) : await c.req.parseBody();
    const registration = local.safeParse(body);
    if (!registration.success) return c.json({ error: z.prettifyError(registration.error) }, 400);
    provider.register(registration.data);
    return json ? c.json({ serviceProviders: provider.registrations }) : c.redirect('/simulator', 303);
  });
  app.post('/simulator/:id/certificates/:step{publish-next|use-next}', async (c) => {
    const provider = providerOf(world, c.req.param('id'));
    if (!provider) return c.json({ error: 'no such organization, or it speaks no SAML' }, 404);
    const { certificates } = provider;
    await (c.req.param('step') === 'use-next' ? certificates.useNext() : certificates.publishNext());
    return c.redirect('/simulator', 303);
  });
}

export function SamlRows({ directory }: { directory: Directory }) {
  if (!directory.saml) return null;
  const { entityId, metadataUrl, appsUrl } = samlFacts(directory);
  return (
    <>
      <tr>
        <th scope="row">SAML entity ID</th>
        <td>
          <code>{entityId}</code>
        </td>
      </tr>
      <tr>
        <th scope="row">SAML metadata</th>
        <td>
          <a href={metadataUrl}>{metadataUrl}</a>
        </td>
      </tr>
      <tr>
        <th scope="row">Apps page</th>
        <td>
          <a href={appsUrl}>{appsUrl}</a>
        </td>
      </tr>
      {directory.saml.registrations.map((sp) => (
        <tr>
          <th scope="row">{sp.name ?? 'Service provider'}</th>
          <td>
            {sp.metadataUrl === undefined ? (
              <>
                <code>{sp.entityId}</code>, answers to <code>{sp.acs.join(' ')}</code>
              </>
            ) : (
              <>
                as <code>{sp.metadataUrl}</code> says
              </>
            )}
          </td>
        </tr>
      ))}
    </>
  );
}

export function SamlActions({ directory }: { directory: Directory }) {
  if (!directory.saml) return null;
  const { id } = directory;
  return (
    <div class="actions">
      <form method="post" action={`/simulator/${id}/service-providers`}>
        <label for={`sp-${id}`}>Service provider’s metadata address</label>
        <input id={`sp-${id}`} name="metadataUrl" type="url" required />
        <button type="submit">Register</button>
      </form>
      <form method="post" action={`/simulator/${id}/certificates/publish-next`}>
        <button type="submit">Publish the next certificate</button>
      </form>
      <form method="post" action={`/simulator/${id}/certificates/use-next`}>
        <button type="submit">Sign with the next certificate</button>
      </form>
    </div>
  );
}
