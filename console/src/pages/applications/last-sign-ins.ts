/** When people last signed in to each application of a list. */
import { useApiQuery } from '../../app/queries.ts';

/** By the applications' ids; undefined until it is known, null for never. */
export type LastSignIns = Readonly<Record<string, string | null>>;

export function useLastSignIns(ids: readonly string[]): LastSignIns | undefined {
  const { data } = useApiQuery<LastSignIns>(
    ['applications', 'last-sign-ins', ...ids],
    async (api, signal) => {
      const found = await Promise.all(
        ids.map(
          async (id) => [id, (await api.applications.activity.get(id, { signal })).lastSignInAt] as const,
        ),
      );
      return Object.fromEntries(found);
    },
    { enabled: ids.length > 0 },
  );
  return data;
}
