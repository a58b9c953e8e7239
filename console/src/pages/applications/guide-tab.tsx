/** The guide of an application, again, or another framework's. */
import { Stack } from '@mantine/core';
import { guideOf, useApplication } from './application.ts';
import { FrameworkSelect } from './framework-select.tsx';
import { GuidePanel } from './guide-panel.tsx';
import { guideSummary } from './guides.ts';
import { guideRoute } from './routes.ts';

export function GuideTab() {
  const application = useApplication();
  const { framework } = guideRoute.useSearch();
  const navigate = guideRoute.useNavigate();
  const guide = guideSummary(framework ?? guideOf(application));
  return (
    <Stack gap="lg">
      <FrameworkSelect
        type={application.type}
        value={guide?.id}
        onChange={(id) => void navigate({ search: { framework: id }, replace: true, resetScroll: false })}
      />
      <GuidePanel guide={guide} />
    </Stack>
  );
}
