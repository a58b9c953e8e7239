/** Switches of Microsoft Graph, which is asked for groups that are too many for a token. */
import type { Hooks, Switch } from './switch.ts';

const graph = (does: string, answer: Hooks['answer']): Switch => ({
  where: 'Microsoft Graph',
  does,
  at: ['graph'],
  answer,
});
const refuses =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  (): Response =>
    Response.json({ error: { code, message: 'No.' } }, { status, headers });
const group = (id: unknown) => ({ '@odata.type': '#microsoft.graph.group', id });
const path = '/v1.0/me/transitiveMemberOf';

export const graphSwitches = {
  'graph-forbidden': graph('refuses for want of a permission', refuses(403, 'Authorization_RequestDenied')),
  'graph-unauthorized': graph('takes no token', refuses(401, 'InvalidAuthenticationToken')),
  'graph-throttled': graph(
    'answers 429 with Retry-After',
    refuses(429, 'TooManyRequests', { 'retry-after': '10' }),
  ),
  'graph-down': graph('answers 503', refuses(503, 'serviceNotAvailable')),
  'graph-html': graph(
    'answers with a page',
    () =>
      new Response('<!doctype html><title>Maintenance</title>', { headers: { 'content-type': 'text/html' } }),
  ),
  'graph-redirecting': graph(
    'redirects (option location)',
    ({ options, url }) =>
      new Response(null, { status: 307, headers: { location: options.location ?? `${url}/elsewhere` } }),
  ),
  'graph-foreign-next-page': graph('says that the next page is elsewhere (option location)', ({ options }) =>
    Response.json({
      value: [group('g-0')],
      '@odata.nextLink': options.location ?? `https://evil.example${path}`,
    }),
  ),
  'graph-endless-pages': graph('always has one more page', ({ url }) =>
    Response.json({ value: [group('g-0')], '@odata.nextLink': `${url}${path}?$skiptoken=again` }),
  ),
  'graph-hostile-ids': graph('sends objects and control characters for ids', () =>
    Response.json({ value: [group({ $ne: null }), group('a\u0000b')] }),
  ),
  'graph-huge': graph('answers with 3 MB', () =>
    Response.json({ value: [group('g-0')], filler: 'x'.repeat(3_000_000) }),
  ),
  'foreign-group-source': {
    where: 'ID token',
    does: 'Entra: says that the groups are to be asked for elsewhere (option location)',
    claims: (claims, { options }) => {
      claims._claim_sources = {
        src1: { endpoint: options.location ?? 'http://169.254.169.254/latest/meta-data' },
      };
    },
  },
} as const satisfies Record<string, Switch>;
