// The bookstore's one page.
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);
const json = (value) => `<pre>${html(JSON.stringify(value, null, 2))}</pre>`;

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }
  .buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
  .buttons a { padding: .6rem 1.1rem; border-radius: .5rem; border: 1px solid currentColor; text-decoration: none; color: inherit; }
  .buttons a.first { background: #2f5d50; border-color: #2f5d50; color: #fff; }
  pre { padding: 1rem; border-radius: .5rem; background: rgb(127 127 127 / .12); overflow: auto; font-size: .85rem; }
  .error { border-left: 4px solid #b3261e; padding-left: 1rem; }
`;

const frame = (content) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Bookstore</title><style>${style}</style></head>
<body><main><h1>Bookstore</h1>${content}</main></body>
</html>`;

const welcome = () => `
  <p>You are not signed in.</p>
  <p class="buttons">
    <a class="first" href="/logto/sign-in">Sign in</a>
    <a href="/logto/sign-up">Create an account</a>
    <a href="/sso/sign-in">Sign in with SSO</a>
  </p>`;

const whoAmI = ({ claims, userInfo, scopes }, resource) => `
  <p>Hello, <strong id="name">${html(claims.name ?? claims.username ?? claims.email ?? claims.sub)}</strong>.</p>
  <p class="buttons"><a class="first" href="/logto/sign-out">Sign out</a></p>
  <h2>ID token</h2>${json(claims)}
  <h2>Userinfo</h2>${json(userInfo ?? {})}
  <h2>Permissions at ${html(resource)}</h2>${json(scopes ?? [])}`;

const problem = (error, gatehouse) => `
  <div class="error">
    <p><strong>That did not work:</strong> ${html(error.message)}</p>
    <p>Is Gatehouse running at ${html(gatehouse)}?</p>
  </div>
  <p class="buttons"><a class="first" href="/">Try again</a></p>`;

export function page({ user, resource, error, gatehouse }) {
  if (error) return frame(problem(error, gatehouse));
  return frame(user.isAuthenticated ? whoAmI(user, resource) : welcome());
}
