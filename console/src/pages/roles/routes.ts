/** Routes of roles: the list, and each role with its permissions and members. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';

const listRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'roles',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list.tsx'), 'RoleList'),
});

const roleRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'roles/$id',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./role.tsx'), 'RolePage'),
});

export const rolesRoutes = [listRoute, roleRoute] as const;
