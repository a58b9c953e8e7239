/** Route of the dashboard; the period and what sign-ins are split by are in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];
export const splits = ['method', 'connector', 'result'] as const;
export type Split = (typeof splits)[number];

export interface DashboardSearch {
  /** Days up to today; 30 when absent. */
  period?: Period;
  /** By method when absent. */
  by?: Split;
}

export const dashboardRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'dashboard',
  validateSearch: ({ period, by }: Record<string, unknown>): DashboardSearch => {
    const days = periods.find((one) => one === Number(period));
    const split = splits.find((one) => one === by);
    return {
      ...(days && days !== 30 && { period: days }),
      ...(split && split !== 'method' && { by: split }),
    };
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'Dashboard'),
});

export const dashboardRoutes = [dashboardRoute] as const;
