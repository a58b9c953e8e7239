/** A look at SAML metadata while the form is being filled in. */
import { X509Certificate } from 'node:crypto';
import { SsoFailure } from '../errors.ts';
import type { Preview, PreviewInput, SamlPreview } from '../preview.ts';
import { type ProblemCode, problem } from '../preview-problems.ts';
import { type IdpMetadata, readMetadata } from './idp-metadata.ts';
import type { SamlDeps } from './protocol.ts';

function shown(metadata: IdpMetadata): SamlPreview {
  const { validUntil } = metadata;
  return {
    entityId: metadata.entityId,
    ssoUrl: metadata.sso[0]!.url,
    bindings: metadata.sso.map(({ binding }) => binding),
    sloUrl: metadata.slo[0]?.url ?? null,
    wantsSignedRequests: metadata.wantAuthnRequestsSigned,
    validUntil: validUntil === undefined ? null : new Date(validUntil),
    certificates: metadata.certificates.map((pem) => {
      const { subject, fingerprint256, validToDate } = new X509Certificate(pem);
      return { subject: subject.slice(0, 200), fingerprint: fingerprint256, expiresAt: validToDate };
    }),
  };
}

const blank = (text: string | undefined) => text === undefined || text.trim() === '';

export async function previewMetadata(
  { source, allowInsecureIssuers }: Pick<SamlDeps, 'source' | 'allowInsecureIssuers'>,
  { config }: PreviewInput,
): Promise<Preview> {
  const found: Preview = {
    ok: false,
    issuer: null,
    discoveryUrl: null,
    said: null,
    keys: null,
    saml: null,
    problems: [],
  };
  const byUrl = blank(config.metadata);
  const field = byUrl ? 'metadataUrl' : 'metadata';
  const url = URL.parse((config.metadataUrl ?? '').trim());
  if (byUrl && !url) return { ...found, problems: [problem('issuer.malformed', { field })] };
  const entityId = blank(config.entityId) ? undefined : config.entityId!.trim();
  try {
    const metadata = byUrl
      ? await source.preview(url!.href, entityId)
      : readMetadata(new TextEncoder().encode(config.metadata), { entityId, insecure: allowInsecureIssuers });
    const keys = metadata.certificates.length;
    return {
      ...found,
      ok: true,
      issuer: metadata.entityId,
      discoveryUrl: url?.href ?? null,
      keys,
      saml: shown(metadata),
    };
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    const { causeCode, seen } = error;
    return {
      ...found,
      problems: [problem(causeCode as ProblemCode, { field, ...(seen !== undefined && { seen }) })],
    };
  }
}
