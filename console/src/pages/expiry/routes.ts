/** Route of what ends some day; the state that is looked for is in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';

export const expiryStates = ['expired', 'urgent', 'soon', 'fine', 'unknown'] as const;
export type ExpiryState = (typeof expiryStates)[number];

export interface ExpirySearch {
  page?: number;
  state?: ExpiryState;
}

export const expiryRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'expiry',
  validateSearch: ({ page, state }: Record<string, unknown>): ExpirySearch => {
    const known = expiryStates.find((one) => one === state);
    const { page: number } = listSearch({ page });
    return { ...(number !== undefined && { page: number }), ...(known && { state: known }) };
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'ExpiryPage'),
});

export const expiryRoutes = [expiryRoute] as const;
