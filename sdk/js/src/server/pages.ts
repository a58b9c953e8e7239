/** The few pages that this layer shows itself: plain, accessible HTML without scripts. */

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML, in content and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => escapes[character]!);

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 36rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.5rem; }
a.action, button { display: inline-block; padding: .6rem 1.1rem; border: 0; border-radius: .5rem; background: #2f5d50;
  color: #fff; font: inherit; text-decoration: none; cursor: pointer; }
a, button { margin-right: .75rem; }
.code { opacity: .75; font-size: .875rem; }`;

/** No script, no frame around it; nothing about it is cached or told to other sites. */
const pageHeaders: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>
${content}
</main></body>
</html>
`;
  return new Response(html, { status, headers: pageHeaders });
}

/** What an error page says. */
export interface Problem {
  status: number;
  code: string;
  /** What happened, for the person at the browser. */
  message: string;
  /** Where to begin anew; left out where that doesn't help. */
  startAgain?: string;
  home: string;
}

/** A sign-in that did not work. The cause stays on the server; the code is what support needs. */
export function problemPage({ status, code, message, startAgain, home }: Problem): Response {
  const again = startAgain ? `<a class="action" href="${escapeHtml(startAgain)}">Start again</a>` : '';
  return page(
    status,
    'Sign-in did not work',
    `<p role="alert">${escapeHtml(message)}</p>
<p>${again}<a href="${escapeHtml(home)}">Home</a></p>
<p class="code">Code: <code>${escapeHtml(code)}</code></p>`,
  );
}

/** Asks before a sign-out that another site may have caused. */
export function signOutPage(action: string, home: string): Response {
  return page(
    200,
    'Sign out?',
    `<form method="post" action="${escapeHtml(action)}"><p>Do you want to sign out?</p>
<p><button type="submit">Sign out</button><a href="${escapeHtml(home)}">Stay signed in</a></p></form>`,
  );
}

/** For images, frames and scripts: nothing that anybody reads. */
export function refused(message: string): Response {
  return new Response(message, {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
