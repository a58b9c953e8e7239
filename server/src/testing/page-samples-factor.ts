/** Samples of the pages of the second factor; see page-samples.ts. */
import { qrCode } from '../features/second-factor/index.ts';
import {
  enrolSecondFactorPage,
  recoveryCodePage,
  recoveryCodesPage,
  secondFactorPage,
} from '../features/sign-in/pages/second-factor.tsx';
import type { PageContext } from '../kernel/html/layout.tsx';
import type { Data, Samples } from './page-samples.ts';
import { sampleCodes } from './page-samples-people.ts';

export function factorSamples(context: PageContext, d: Data): Samples {
  const form = { action: d('/sign-in/att_1/second-factor'), place: d('Bookstore') };
  const uri = 'otpauth://totp/Bookstore%20ID:alice%40example.com?secret=JNQRTWCP5AEKHOQJB446HOLO56MLYI6T';
  const enrol = {
    ...form,
    secret: d('JNQR TWCP 5AEK HOQJ B446 HOLO 56ML YI6T'),
    uri,
    qr: qrCode(uri),
  };
  const links = { recoveryUrl: d('/recovery-code'), cancelUrl: d('/identifier') };
  const wrong = [{ field: 'code', message: context.t('problem.factor_wrong') }];
  return {
    'second-factor': secondFactorPage(context, { ...form, ...links }),
    'second-factor-problem': secondFactorPage(context, { ...form, ...links, problems: wrong }),
    'recovery-code': recoveryCodePage(context, { ...form, codeUrl: d('/second-factor') }),
    'enrol-second-factor': enrolSecondFactorPage(context, enrol),
    'recovery-codes': recoveryCodesPage(context, { action: form.action, codes: sampleCodes.map(d) }),
  };
}
