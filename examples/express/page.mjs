// The bookstore's pages.
const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const html = (text) => String(text).replace(/[&<>"']/g, (character) => escapes[character]);
const json = (value) => html(JSON.stringify(value, null, 2));

const style = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#d5dbd8, #3b4542); }
  body { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem; }
  h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }
  nav { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
  nav a { padding: .55rem 1rem; border-radius: .5rem; border: 1px solid var(--line); text-decoration: none; color: inherit; }
  nav a.first { background: #2f5d50; border-color: #2f5d50; color: #fff; }
  table { width: 100%; border-collapse: collapse; font-size: .9rem; }
  th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { font-weight: 600; white-space: nowrap; }
  pre { padding: 1rem; border-radius: .5rem; background: rgb(127 127 127 / .12); overflow: auto; font-size: .85rem; }
`;

const page = (content) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bookstore</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>Bookstore</h1>${content}</main></body>
</html>`;

const links = `
  <nav>
    <a href="/">Home</a><a href="/user-info">User info</a><a href="/books">Books</a><a href="/sign-out">Sign out</a>
  </nav>`;

export const welcome = () =>
  page(`
  <p>You are not signed in.</p>
  <nav><a class="first" href="/sign-in">Sign in</a><a href="/sign-up">Create account</a></nav>`);

export function profile(claims) {
  const told = Object.entries(claims).filter(([, value]) => value !== null);
  const rows = told.map(
    ([name, value]) => `<tr><th scope="row">${html(name)}</th><td>${html(value)}</td></tr>`,
  );
  const name = claims.name ?? claims.username ?? claims.email ?? claims.sub;
  return page(`
  <p>Hello, <strong id="user">${html(name)}</strong>.</p>${links}
  <h2>What the ID token says</h2>
  <table id="claims">${rows.join('')}</table>`);
}

export const userInfo = (info) => page(`${links}<h2>User info</h2><pre id="user-info">${json(info)}</pre>`);

export function bookList(books) {
  if (!Array.isArray(books)) {
    const reason = books
      ? html(books.message)
      : 'The API does not answer. Start it: npm start -w examples/hono-api';
    return page(`${links}<h2>Books</h2><p>${reason}</p>`);
  }
  const items = books.map(({ title }) => `<li>${html(title)}</li>`);
  return page(`${links}<h2>Books</h2><ul id="books">${items.join('')}</ul>`);
}

export const failure = (error) =>
  page(
    `<p>That did not work: ${html(error.message)}</p><p>${html(error.hint ?? '')}</p><nav><a href="/">Home</a></nav>`,
  );
