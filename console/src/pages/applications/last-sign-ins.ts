/** When people last signed in to each application of a list, for those who may see figures. */
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';

/** By the applications' ids; null for never. */
export type LastSignIns = Readonly<Record<string, string | null>>;

export function useLastSignIns(ids: readonly string[]): { shown: boolean; known: LastSignIns | undefined } {
  const shown = usePermissions().can('statistics:read');
  const { data } = useApiQuery<LastSignIns>(
    ['applications', 'last-sign-ins', ...ids],
    async (api, signal) => {
      const found = await api.statistics.lastSignIns.list(
        { of: 'application', ids: ids.join(',') },
        { signal },
      );
      return Object.fromEntries(found.map(({ id, lastSignInAt }) => [id, lastSignInAt]));
    },
    { enabled: shown && ids.length > 0 },
  );
  return { shown, known: data };
}
