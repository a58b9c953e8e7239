/** The portal with a tile for each service provider: where a sign-in that starts at the IdP starts. */
import type { Exchange } from '../exchange.ts';
import { Banner, Layout, page } from '../pages.tsx';
import { samlOf } from './sso.ts';

export async function apps(x: Exchange): Promise<Response> {
  const { directory, segment } = x;
  const tiles = await samlOf(x).serviceProviders();
  const kind = directory.dialect.kind;
  return page(
    <Layout title={`Apps – simulated ${directory.dialect.label}`} kind={kind}>
      <Banner directory={directory} />
      <h1>Apps</h1>
      {tiles.length === 0 && <p>No service provider is registered here.</p>}
      <ul class="people">
        {tiles.map(({ entityId, name }) => (
          <li>
            <a href={`${directory.path('saml-start', segment)}?sp=${encodeURIComponent(entityId)}`}>
              {name ?? entityId}
            </a>
          </li>
        ))}
      </ul>
      <form method="post" action={directory.path('saml-sign-out', segment)} class="actions">
        <button type="submit">Sign out everywhere</button>
      </form>
    </Layout>,
  );
}
