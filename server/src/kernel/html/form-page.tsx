/** A hosted page that asks for something: its title, what is wrong with what was sent, and the form. */
import type { Child } from 'hono/jsx';
import { Heading } from './components.tsx';
import { type Problem, ProblemSummary } from './forms.tsx';
import { type PageContext, renderPage } from './layout.tsx';

type HeadingProps = Parameters<typeof Heading>[0];

interface FormPage extends HeadingProps {
  problems?: Problem[];
}

export function renderFormPage(
  context: PageContext,
  { problems, ...heading }: FormPage,
  children: Child,
): string {
  return renderPage(
    context,
    { title: heading.title, failed: Boolean(problems?.length) },
    <>
      <Heading {...heading} />
      <ProblemSummary t={context.t} problems={problems} />
      {children}
    </>,
  );
}
