/** The page of something that is still being read, or could not be. */
import { Failure } from './failure.tsx';
import { Loading } from './loading.tsx';
import { Page, type PageProps } from './page.tsx';

export function UnloadedPage(
  props: Pick<PageProps, 'title' | 'crumbs'> & { error: unknown; retry(): unknown },
) {
  const { error, retry, ...page } = props;
  return <Page {...page}>{error ? <Failure error={error} retry={() => void retry()} /> : <Loading />}</Page>;
}
