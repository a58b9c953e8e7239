/** The simulated IdP's pages: plain HTML and forms, no script except the form_post redirect. */
import type { Child } from 'hono/jsx';
import type { Directory } from './directory.ts';
import type { Exchange } from './exchange.ts';
import type { Client, Person } from './organization.ts';
import type { Refusal } from './problems.ts';
import { styles } from './styles.ts';
import { isShared } from './world.ts';

/** What JSX evaluates to. */
export type Markup = { toString(): string };

export function page(markup: Markup, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(`<!doctype html>${markup.toString()}`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

export function Layout({ title, kind, children }: { title: string; kind: string; children?: Child }) {
  return (
    <html lang="en" data-kind={kind}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: styles }} />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}

export function Banner({ directory }: { directory: Directory }) {
  const { domain, id } = directory.organization;
  return (
    <p class="banner">
      <strong>Simulated {directory.dialect.label}</strong> <span>{domain ?? id}</span>
    </p>
  );
}

export interface FormState {
  username: string;
  problem: Refusal;
}

/** Where the form goes, and the request that it carries along. */
export interface FormTarget {
  action: string;
  request: string;
}

export function signInPage(
  x: Exchange,
  client: Pick<Client, 'clientId' | 'name'>,
  state?: FormState,
  target: FormTarget = {
    action: x.directory.path('login', x.segment),
    request: x.parameters.toString(),
  },
): Response {
  const { directory, parameters } = x;
  const username = state?.username ?? parameters.get('login_hint') ?? '';
  const people = peopleFor(x);
  return page(
    <Layout title={`Sign in – simulated ${directory.dialect.label}`} kind={directory.dialect.kind}>
      <Banner directory={directory} />
      <h1>Sign in</h1>
      <p>to continue to {client.name ?? client.clientId}</p>
      {state && (
        <p class="problem" role="alert" id="problem">
          {directory.dialect.errorText(state.problem)}
        </p>
      )}
      <form method="post" action={target.action}>
        <input type="hidden" name="request" value={target.request} />
        <Fields username={username} invalid={state !== undefined} />
        <div class="actions">
          <button type="submit" class="primary" name="action" value="sign-in">
            Sign in
          </button>
          <button type="submit" name="action" value="cancel" formnovalidate>
            Cancel
          </button>
        </div>
      </form>
      <SimulatorNote {...target} people={people} />
    </Layout>,
  );
}

function Fields({ username, invalid }: { username: string; invalid: boolean }) {
  const described = invalid ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'problem' } : {};
  return (
    <>
      <label for="username">Email or username</label>
      <input id="username" name="username" value={username} autocomplete="username" required {...described} />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" {...described} />
    </>
  );
}

function SimulatorNote({ action, request, people }: FormTarget & { people: Person[] }) {
  return (
    <aside aria-labelledby="simulator">
      <h2 id="simulator">Simulator</h2>
      <p>This is not a real sign-in page. Choose a person to sign in at once:</p>
      <ul class="people">
        {people.map((person) => (
          <li>
            <form method="post" action={action}>
              <input type="hidden" name="request" value={request} />
              <input type="hidden" name="username" value={person.username} />
              {person.password !== undefined && (
                <input type="hidden" name="password" value={person.password} />
              )}
              <button type="submit">
                {person.name ?? person.username} <small>{person.username}</small>
                {person.disabled && <small> (disabled)</small>}
                {person.guest && <small> (guest)</small>}
              </button>
              {person.password !== undefined && <small> password: {person.password}</small>}
            </form>
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** Entra's domain_hint narrows the list at the shared endpoints, as it skips the tenant question there. */
function peopleFor({ world, directory, parameters }: Exchange): Person[] {
  const realm = parameters.get('domain_hint');
  const realms = world.realms(directory);
  const hinted = isShared(directory) ? realms.filter((d) => d.organization.domain === realm) : [];
  return (hinted.length > 0 ? hinted : realms).flatMap((d) => d.organization.users).slice(0, 50);
}

export function errorPage(directory: Directory, refusal: Refusal): Response {
  const { dialect } = directory;
  const status = dialect.errorPage.status;
  return page(
    <Layout title={`Error – simulated ${dialect.label}`} kind={dialect.kind}>
      <Banner directory={directory} />
      <h1>{dialect.errorPage.title}</h1>
      <p class="problem" role="alert" data-problem={refusal.problem}>
        {dialect.errorText(refusal)}
      </p>
    </Layout>,
    status,
  );
}

/** @param told the applications that heard of it, and what they answered */
export function signedOutPage(directory: Directory, told: readonly string[] = []): Markup {
  return (
    <Layout title={`Signed out – simulated ${directory.dialect.label}`} kind={directory.dialect.kind}>
      <Banner directory={directory} />
      <h1>You signed out of your account</h1>
      <p>It’s a good idea to close all browser windows.</p>
      {told.length > 0 && (
        <ul aria-label="Applications that were told">
          {told.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

/** OAuth 2.0 Form Post Response Mode; the button serves browsers without JavaScript. */
export function formPostPage(action: string, parameters: URLSearchParams): Markup {
  return (
    <Layout title="Working…" kind="form-post">
      <form method="post" action={action} id="callback">
        {[...parameters].map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit">Continue</button>
      </form>
      <script dangerouslySetInnerHTML={{ __html: "document.getElementById('callback').submit()" }} />
    </Layout>
  );
}
