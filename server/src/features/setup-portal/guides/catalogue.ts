/** The guide of each provider, by its preset; a preset that has none is explained by its own notes. */
import type { Provider } from '../../sso/index.ts';
import { type Words, words } from '../words.ts';
import { entraOidc, entraSaml } from './entra.ts';
import { genericOidc, genericSaml } from './generic.ts';
import { googleOidc, googleSaml, oktaOidc, oktaSaml } from './google-okta.ts';
import type { Guide } from './picture.ts';

export type { Guide, GuideStep, Picture, PictureRow } from './picture.ts';

interface About {
  /** Two letters on the card. */
  mark: string;
  name?: Words;
  text?: Words;
}

const guides: Partial<Record<string, Guide>> = {
  'entra-oidc': entraOidc,
  'entra-saml': entraSaml,
  'google-workspace': googleOidc,
  'google-workspace-saml': googleSaml,
  okta: oktaOidc,
  'okta-saml': oktaSaml,
  oidc: genericOidc,
  saml: genericSaml,
};

const microsoft = words(
  'For Microsoft 365 organizations, formerly Azure Active Directory.',
  '适用于 Microsoft 365 组织，原名 Azure Active Directory。',
);
const google = words(
  'For organizations whose people have Google Workspace accounts.',
  '适用于成员使用 Google Workspace 账号的组织。',
);

const abouts: Partial<Record<string, About>> = {
  'entra-oidc': { mark: 'En', name: words('Microsoft Entra ID', 'Microsoft Entra ID'), text: microsoft },
  'entra-saml': {
    mark: 'En',
    name: words('Microsoft Entra ID (SAML)', 'Microsoft Entra ID（SAML）'),
    text: microsoft,
  },
  'google-workspace': { mark: 'Go', name: words('Google Workspace', 'Google Workspace'), text: google },
  'google-workspace-saml': {
    mark: 'Go',
    name: words('Google Workspace (SAML)', 'Google Workspace（SAML）'),
    text: google,
  },
  okta: {
    mark: 'Ok',
    name: words('Okta', 'Okta'),
    text: words('By OpenID Connect.', '通过 OpenID Connect。'),
  },
  'okta-saml': {
    mark: 'Ok',
    name: words('Okta (SAML)', 'Okta（SAML）'),
    text: words('By SAML 2.0.', '通过 SAML 2.0。'),
  },
  oidc: {
    mark: 'OI',
    name: words('Another provider (OpenID Connect)', '其他身份提供商（OpenID Connect）'),
    text: words('Any provider that speaks OpenID Connect.', '任何支持 OpenID Connect 的身份提供商。'),
  },
  saml: {
    mark: 'SA',
    name: words('Another provider (SAML 2.0)', '其他身份提供商（SAML 2.0）'),
    text: words('Any provider that speaks SAML 2.0.', '任何支持 SAML 2.0 的身份提供商。'),
  },
};

export const aboutOf = ({ id, name }: Provider): About => abouts[id] ?? { mark: name.slice(0, 2) };

const ofNotes = ({ setup }: Provider): Guide => ({
  steps: setup.map(({ title, text }) => ({ title: words(title, title), text: words(text, text) })),
});

export const guideOf = (provider: Provider): Guide => guides[provider.id] ?? ofNotes(provider);
