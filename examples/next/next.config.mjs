// The first two lines are only needed because this example takes @gatehouse/sdk from the folder beside it.
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  // The other examples have these without /auth, and links to them.
  redirects: async () =>
    ['sign-in', 'sign-up', 'sign-out'].map((name) => ({
      source: `/${name}`,
      destination: `/auth/${name}`,
      permanent: false,
    })),
};
