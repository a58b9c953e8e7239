/**
 * The frame of every hosted page: document head, brand, content, footer. A page is a pure function from its context
 * and a view model to a whole HTML document; nothing in it runs in the browser.
 */
import type { Child } from 'hono/jsx';
import type { Locale, T } from '../i18n/index.ts';
import { type Branding, brandingCss } from './branding.ts';
import type { ColorScheme } from './color-scheme.ts';
import { safeImageUrl, safeUrl } from './url.ts';

export interface PageContext {
  locale: Locale;
  t: T;
  /** `{endpoint}{basePath}`, without a slash at the end. */
  baseUrl: string;
  /** '' or '/t/x'. */
  basePath: string;
  /** `pageAssets` of assets.ts. */
  assets: { css: string; js: string };
  /** The tenant's own style sheet. */
  customCssUrl?: string;
  branding: Branding;
  content: { termsUrl?: string; privacyUrl?: string; supportEmail?: string; supportUrl?: string };
  /** The application that the person is on the way to, when there is one. */
  applicationName?: string;
  tenantName: string;
  isDevelopment: boolean;
  /** For the preview of a draft: nothing on the page can be used, and the colour scheme is told. */
  preview?: { colorScheme: ColorScheme };
}

export interface PageFrame {
  title: string;
  /** True when the page comes back with problems: its title then says so (WCAG technique G199). */
  failed?: boolean;
  /** The address of a style sheet that these pages have beside the one of all. */
  styles?: string;
  /** For pages with more than one form's worth of content. */
  wide?: boolean;
}

export function renderPage(context: PageContext, frame: PageFrame, body: Child): string {
  return `<!doctype html>${<Document context={context} frame={frame} body={body} />}`;
}

/** What people call this place: the branding's name, else the tenant's. */
export function placeName(context: PageContext): string {
  return context.branding.displayName || context.tenantName;
}

function Document({ context, frame, body }: { context: PageContext; frame: PageFrame; body: Child }) {
  const { t } = context;
  return (
    <html lang={context.locale}>
      <Head context={context} frame={frame} />
      <body data-working={t('page.working')} inert={context.preview !== undefined}>
        <a class="away skip" href="#main">
          {t('page.skip')}
        </a>
        <div class={frame.wide ? 'frame wide' : 'frame'}>
          {context.isDevelopment && <aside class="development">{t('page.development')}</aside>}
          <Brand context={context} />
          <main id="main" tabindex={-1}>
            <div class="card">{body}</div>
          </main>
          <Footer context={context} />
        </div>
        <div id="live" class="away" role="status" />
      </body>
    </html>
  );
}

function Head({ context, frame }: { context: PageContext; frame: PageFrame }) {
  const title = frame.failed ? context.t('page.errorPrefix', { title: frame.title }) : frame.title;
  const scheme = context.preview?.colorScheme;
  const colours = brandingCss(context.branding, scheme);
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${title} · ${placeName(context)}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content={scheme ?? 'light dark'} />
      <meta name="robots" content="noindex" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="icon" href={safeImageUrl(context.branding.faviconUrl) ?? 'data:,'} />
      <link rel="stylesheet" href={context.assets.css} />
      {frame.styles && <link rel="stylesheet" href={frame.styles} />}
      {colours && <style>{colours}</style>}
      {context.customCssUrl && <link rel="stylesheet" href={context.customCssUrl} />}
      {!context.preview && <script src={context.assets.js} defer />}
    </head>
  );
}

function Brand({ context }: { context: PageContext }) {
  const name = placeName(context);
  const logo = safeImageUrl(context.branding.logoUrl);
  const dark = safeImageUrl(context.branding.logoDarkUrl);
  const scheme = context.preview?.colorScheme;
  if (!logo) {
    return (
      <header class="brand">
        <span class="mark" aria-hidden="true">
          {initial(name)}
        </span>
        <bdi>{name}</bdi>
      </header>
    );
  }
  return (
    <header class="brand">
      <picture>
        {dark && !scheme && <source media="(prefers-color-scheme: dark)" srcset={dark} />}
        <img src={scheme === 'dark' ? (dark ?? logo) : logo} alt={name} height={32} />
      </picture>
    </header>
  );
}

function Footer({ context }: { context: PageContext }) {
  const { t, content } = context;
  const mail = content.supportEmail ? `mailto:${content.supportEmail}` : undefined;
  const links = [
    { href: safeUrl(content.termsUrl), text: t('page.terms') },
    { href: safeUrl(content.privacyUrl), text: t('page.privacy') },
    { href: safeUrl(content.supportUrl) ?? safeUrl(mail), text: t('page.support') },
  ].filter((link) => link.href);
  if (links.length === 0) return null;
  return (
    <footer>
      <ul aria-label={t('page.legal')}>
        {links.map((link) => (
          <li>
            <a href={link.href} rel="noopener noreferrer">
              {link.text}
            </a>
          </li>
        ))}
      </ul>
    </footer>
  );
}

/** First letter of a name as a person would say it: one grapheme, upper case. */
export function initial(name: string): string {
  const first = [...new Intl.Segmenter().segment(name.trim())][0]?.segment ?? '?';
  return first.toUpperCase();
}
