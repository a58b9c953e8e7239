/** Reading and changing through the management API: one way to ask, one way to change, keys that name the tenant. */
import type { GatehouseError, ManagementClient, Page } from '@gatehouse/sdk/management';
import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { showDone, showFailure } from '../patterns/toasts.tsx';
import { useLocale } from './i18n.ts';
import { useApi, useTenantId } from './session.tsx';

/** The client repeats what may be repeated by itself; a second layer would only make failures slow. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export type Key = readonly unknown[];

export interface QueryOptions {
  /** Asks only while true. */
  enabled?: boolean;
  /** Milliseconds between repetitions, for what changes by itself. */
  refetchInterval?: number | false;
  /** What another key answered stays visible until this one's answer is there. */
  keepPrevious?: boolean;
}

/** Reads something of the tenant in the address. `key` begins with the resource's name: `['applications', id]`. */
export function useApiQuery<T>(
  key: Key,
  read: (api: ManagementClient, signal: AbortSignal) => Promise<T>,
  { keepPrevious, ...options }: QueryOptions = {},
) {
  const api = useApi();
  const tenant = useTenantId();
  return useQuery<T, GatehouseError>({
    queryKey: ['tenant', tenant, ...key],
    queryFn: ({ signal }) => read(api, signal),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
    ...options,
  });
}

/** As {@link useApiQuery}, for a page of a list: the page before stays visible until the next one is there. */
export function useApiList<T>(
  key: Key,
  read: (api: ManagementClient, signal: AbortSignal) => Promise<Page<T>>,
  options: QueryOptions = {},
) {
  const api = useApi();
  const tenant = useTenantId();
  return useQuery<Page<T>, GatehouseError>({
    queryKey: ['tenant', tenant, ...key],
    queryFn: ({ signal }) => read(api, signal),
    placeholderData: keepPreviousData,
    ...options,
  });
}

export interface ChangeOptions<V, R> {
  run(api: ManagementClient, input: V): Promise<R>;
  /** What a toast says afterwards; none when absent. */
  done?(result: R, input: V): string | undefined;
  /** Keys whose answers are read again, by their beginning: `[['applications']]`. */
  refresh?: readonly Key[];
  after?(result: R, input: V): void | Promise<void>;
  /** Failures that the caller shows itself, as beside a field, answer true. */
  failed?(error: GatehouseError, input: V): boolean;
}

/** Changes something; tells what happened in a toast, and reads again what the change touches. */
export function useChange<V = void, R = unknown>({
  run,
  done,
  refresh = [],
  after,
  failed,
}: ChangeOptions<V, R>) {
  const api = useApi();
  const tenant = useTenantId();
  const client = useQueryClient();
  const { locale } = useLocale();
  return useMutation<R, GatehouseError, V>({
    mutationFn: (input) => run(api, input),
    async onSuccess(result, input) {
      await Promise.all(
        refresh.map((key) => client.invalidateQueries({ queryKey: ['tenant', tenant, ...key] })),
      );
      const message = done?.(result, input);
      if (message) showDone(message);
      await after?.(result, input);
    },
    onError(error, input) {
      if (!failed?.(error, input)) showFailure(error, locale);
    },
  });
}
