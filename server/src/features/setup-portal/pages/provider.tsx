/** The first two steps: which identity provider, and what to do at it. */
import { LinkButton, Notice } from '../../../kernel/html/components.tsx';
import { Form } from '../../../kernel/html/forms.tsx';
import type { Provider } from '../../sso/index.ts';
import { aboutOf, type Guide, type GuideStep } from '../guides/catalogue.ts';
import { Drawing } from './drawing.tsx';
import { CopyValue, formOf, portalPage, type Seen } from './frame.tsx';

export function providerPage(
  seen: Seen,
  { providers, replaces }: { providers: readonly Provider[]; replaces: boolean },
): string {
  const { t, locale } = seen.page;
  const chosen = seen.connector?.provider ?? seen.link.provider;
  return portalPage(
    seen,
    { step: 'provider', title: t('portal.providerTitle'), lead: t('portal.providerLead') },
    <>
      {replaces && <Notice tone="warning">{t('portal.providerReplaces')}</Notice>}
      <Form model={formOf(seen, 'provider')} class="portal-cards">
        {providers.map((provider) => {
          const about = aboutOf(provider);
          return (
            <button
              type="submit"
              name="provider"
              value={provider.id}
              class="portal-card"
              aria-pressed={provider.id === chosen ? 'true' : 'false'}
            >
              <span class="portal-badge" aria-hidden="true">
                {about.mark}
              </span>
              <span class="portal-card-text">
                <strong>{about.name?.[locale] ?? provider.name}</strong>
                <span class="hint">{about.text?.[locale] ?? provider.description}</span>
              </span>
              {provider.id === chosen && <span class="badge">{t('portal.chosen')}</span>}
            </button>
          );
        })}
      </Form>
    </>,
  );
}

/** Labels of the values that providers ask for. */
const valueKeys = {
  redirectUri: 'portal.value.redirectUri',
  acsUrl: 'portal.value.acsUrl',
  entityId: 'portal.value.entityId',
  metadataUrl: 'portal.value.metadataUrl',
} as const;

export type PortalValues = Partial<Record<keyof typeof valueKeys, string>>;

interface InstructionsModel {
  provider: Provider;
  values: PortalValues;
  guide: Guide;
}

export function instructionsPage(seen: Seen, { provider, values, guide }: InstructionsModel): string {
  const { t, locale } = seen.page;
  const name = aboutOf(provider).name?.[locale] ?? provider.name;
  const named = Object.entries(values) as [keyof typeof valueKeys, string][];
  return portalPage(
    seen,
    {
      step: 'instructions',
      title: t('portal.instructionsTitle', { provider: name }),
      lead: t('portal.instructionsLead'),
    },
    <>
      <section class="portal-values" aria-label={t('portal.values')}>
        <h2>{t('portal.values')}</h2>
        {named.map(([key, value]) => (
          <CopyValue t={t} id={`value-${key}`} label={t(valueKeys[key])} value={value} />
        ))}
      </section>
      <ol class="portal-guide">
        {guide.steps.map((step, index) => (
          <GuideItem seen={seen} step={step} number={index + 1} values={values} />
        ))}
      </ol>
      <p class="hint">{t('portal.drawingNote')}</p>
      <div class="actions">
        <LinkButton href={`${seen.base}/connection`} kind="primary">
          {t('portal.instructionsNext')}
        </LinkButton>
        <LinkButton href={`${seen.base}/provider`}>{t('portal.otherProvider')}</LinkButton>
      </div>
    </>,
  );
}

function GuideItem({
  seen,
  step,
  number,
  values,
}: {
  seen: Seen;
  step: GuideStep;
  number: number;
  values: PortalValues;
}) {
  const { t, locale } = seen.page;
  const text = step.text[locale].replace(
    /\{(\w+)\}/g,
    (whole, key: string) => values[key as keyof PortalValues] ?? whole,
  );
  return (
    <li>
      <h2>
        <span class="portal-number" aria-hidden="true">
          {number}
        </span>
        {step.title[locale]}
      </h2>
      <p>{text}</p>
      {step.picture && <Drawing t={t} picture={step.picture} />}
    </li>
  );
}
