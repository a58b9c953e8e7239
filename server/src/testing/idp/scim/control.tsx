/** The provisioning part of the simulator's own pages: where to, "Provision now", and what was sent. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { Directory } from '../directory.ts';
import { personSchema } from '../organization.ts';
import { isShared, type World } from '../world.ts';
import { type ProvisioningReport, provisionerOf } from './provisioner.ts';

/** Only to this machine: the simulator is no way to anywhere else. */
const target = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(text).hostname),
      'must be on loopback',
    ),
  token: z.string().trim().min(1).max(500),
});

const activity = z.object({ user: z.string(), disabled: z.enum(['true', 'false']) });

export const canProvision = (directory: Directory) =>
  !isShared(directory) && directory.organization.users.length > 0;

function directoryOf(world: World, c: Context): Directory | undefined {
  const id = c.req.param('id');
  return world.directories.find((d) => d.id === id || d.organization.domain === id);
}

const isJson = (c: Context) => c.req.header('content-type')?.startsWith('application/json') ?? false;

export function addScimControls(app: Hono, world: World): void {
  app.post('/simulator/:id/provisioning', async (c) => {
    const directory = directoryOf(world, c);
    if (!directory) return c.json({ error: 'no such organization' }, 404);
    const body: unknown = isJson(c) ? await c.req.json().catch(() => undefined) : await c.req.parseBody();
    const parsed = target.safeParse(body);
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const provisioner = provisionerOf(directory);
    provisioner.aim(parsed.data);
    if (isJson(c)) return c.json({ url: parsed.data.url });
    await provisioner.run();
    return c.redirect(`/simulator#p-${directory.id}`, 303);
  });
  app.post('/simulator/:id/provision', async (c) => {
    const directory = directoryOf(world, c);
    if (!directory) return c.json({ error: 'no such organization' }, 404);
    const provisioner = provisionerOf(directory);
    if (!provisioner.target) return c.json({ error: 'POST its url and token to …/provisioning first' }, 409);
    const report = await provisioner.run();
    return c.req.header('accept')?.includes('text/html')
      ? c.redirect(`/simulator#p-${directory.id}`, 303)
      : c.json(report);
  });
  app.post('/simulator/:id/users', async (c) => {
    const directory = directoryOf(world, c);
    if (!directory) return c.json({ error: 'no such organization' }, 404);
    const person = personSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!person.success) return c.json({ error: z.prettifyError(person.error) }, 400);
    if (directory.person(person.data.username)) return c.json({ error: 'the user exists already' }, 409);
    return c.json(directory.addUser(person.data), 201);
  });
  app.delete('/simulator/:id/users/:user', (c) => {
    const directory = directoryOf(world, c);
    const person = directory?.person(c.req.param('user'));
    if (!directory || !person) return c.json({ error: 'no such user' }, 404);
    const { users } = directory.organization;
    users.splice(users.indexOf(person), 1);
    return c.body(null, 204);
  });
  app.post('/simulator/:id/activity', async (c) => {
    const directory = directoryOf(world, c);
    const parsed = activity.safeParse(await c.req.parseBody());
    if (!directory || !parsed.success || !directory.person(parsed.data.user)) {
      return c.json({ error: 'no such user' }, 404);
    }
    directory.updateUser(parsed.data.user, { disabled: parsed.data.disabled === 'true' });
    return c.redirect(`/simulator#p-${directory.id}`, 303);
  });
}

export function Provisioning({ directory }: { directory: Directory }) {
  if (!canProvision(directory)) return null;
  const { id, organization } = directory;
  const { target: aim, dialect, last } = provisionerOf(directory);
  return (
    <details id={`p-${id}`} open={aim !== undefined}>
      <summary>Provisioning (SCIM), as {dialect.label} does it</summary>
      <form method="post" action={`/simulator/${id}/provisioning`}>
        <label for={`pu-${id}`}>Base URL</label>
        <input id={`pu-${id}`} name="url" required value={aim?.url ?? ''} autocomplete="off" />
        <label for={`pt-${id}`}>Token</label>
        <input
          id={`pt-${id}`}
          name="token"
          type="password"
          required
          value={aim?.token ?? ''}
          autocomplete="off"
        />
        <p class="actions">
          <button class="primary" type="submit">
            Provision now
          </button>
        </p>
      </form>
      <div class="actions">
        {organization.users.map(({ username, disabled }) => (
          <form method="post" action={`/simulator/${id}/activity`}>
            <input type="hidden" name="user" value={username} />
            <input type="hidden" name="disabled" value={disabled ? 'false' : 'true'} />
            <button type="submit">
              {disabled ? 'Enable' : 'Disable'} {username}
            </button>
          </form>
        ))}
      </div>
      {last && <Report report={last} />}
    </details>
  );
}

const shownSteps = 60;

function Report({ report }: { report: ProvisioningReport }) {
  const { connected, steps, refused } = report;
  return (
    <>
      <p role="status">
        {connected ? `${steps.length} requests, ${refused} refused.` : 'The connection test failed.'}
      </p>
      <table>
        {steps.slice(0, shownSteps).map(({ method, path, status, detail }) => (
          <tr>
            <th scope="row">{status}</th>
            <td>
              <code>
                {method} {decodeURIComponent(path.replaceAll('+', ' '))}
              </code>
              {detail && <div class="problem">{detail}</div>}
            </td>
          </tr>
        ))}
      </table>
    </>
  );
}
