/** Routes of the dev mailbox: the list, and a message in a drawer over it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';

const listRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'dev-mailbox',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list.tsx'), 'DevMailbox'),
});

const messageRoute = createRoute({
  getParentRoute: () => listRoute,
  path: '$message',
  component: lazyRouteComponent(() => import('./message.tsx'), 'MessageDrawer'),
});

export const devMailboxRoutes = [listRoute.addChildren([messageRoute])] as const;
