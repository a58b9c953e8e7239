/**
 * The mailed code that a link may ask for before it shows anything. Who types an address that the link was not made for
 * sees the same pages, and gets no mail.
 */
import { emit } from '../../kernel/events/index.ts';
import type { Problem } from '../../kernel/html/forms.tsx';
import { placeName } from '../../kernel/html/layout.tsx';
import { setupLinkCodeMail } from '../../kernel/i18n/mails.ts';
import { emailKey, parseEmail } from '../../protocol/identifiers.ts';
import { codeLifetimeSeconds } from '../credentials/index.ts';
import { answerPage } from '../sign-in/index.ts';
import type { PostedForm } from './form.ts';
import { linkEvent } from './links.ts';
import { codePage } from './pages/entry.tsx';
import * as sessions from './store-sessions.ts';
import { admit, type PortalDeps, type Visit } from './visit.ts';

const purpose = 'setup-link';
const minutes = codeLifetimeSeconds / 60;

/** A code of one link opens no other. */
const keyOf = ({ link }: Visit, address: string) => `${link.id} ${emailKey(address)}`;

export function showCode(visit: Visit, problem?: Problem, email = ''): Response {
  const { c, page, session } = visit;
  const html = codePage(page, {
    action: `${visit.base}/code`,
    hidden: { form_token: visit.formToken },
    sentTo: session.codeEmail ?? undefined,
    email,
    minutes,
    problems: problem && [problem],
  });
  return answerPage(c, page, html, { status: problem ? 400 : 200, staysHere: true });
}

export async function sendCode(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const { c, link, page, tenant, session } = visit;
  const parsed = parseEmail(form.get('email'));
  if (!parsed)
    return showCode(visit, { field: 'email', message: page.t('portal.codeEmailWrong') }, form.get('email'));
  const known = link.emails.find((one) => emailKey(one) === parsed.key);
  await admit(deps, c, 'setup-link-code', `${link.id} ${parsed.key}`);
  const id = await deps.credentials.codes.issue(tenant.db, {
    purpose,
    emailKey: keyOf(visit, parsed.address),
    ...(known !== undefined && {
      deliver: {
        to: known,
        compose: (code: string) => ({
          kind: 'setup-link-code',
          ...setupLinkCodeMail(page.t, { code, minutes, tenantName: placeName(page) }),
        }),
      },
    }),
  });
  await sessions.keepCode(tenant.db, session.id, { id, email: parsed.address });
  await emit(tenant.db, linkEvent('code_sent', link, { known: known !== undefined }));
  return c.redirect(`${visit.base}/code`, 303);
}

export async function checkCode(deps: PortalDeps, visit: Visit, form: PostedForm): Promise<Response> {
  const { c, link, page, tenant, session } = visit;
  const { codeId, codeEmail } = session;
  const wrong = (message: string) => showCode(visit, { field: 'code', message });
  if (!codeId || !codeEmail) return c.redirect(`${visit.base}/code`, 303);
  const result = await deps.credentials.codes.verify(tenant.db, {
    id: codeId,
    purpose,
    emailKey: keyOf(visit, codeEmail),
    code: form.get('code'),
  });
  if (result.outcome === 'wrong') return wrong(page.t('portal.codeWrong'));
  if (result.outcome === 'dead') return wrong(page.t('portal.codeDead'));
  await tenant.db.inTx(async (tx) => {
    if (!(await sessions.verifySession(tx, session.id, codeEmail))) return;
    await emit(tx, linkEvent('code_verified', link, { email: codeEmail }));
  });
  return c.redirect(visit.base, 303);
}
