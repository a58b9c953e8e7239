/** Every failure as a SCIM error (RFC 7644 section 3.12). What was not foreseen is a 500 that tells nothing. */
import { AppError } from '../../kernel/errors/index.ts';
import { ScimError, type ScimType } from '../../protocol/scim/scim-error.ts';

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';

export const errorBody = ({ status, scimType, message }: ScimError) => ({
  schemas: [errorUrn],
  status: String(status),
  ...(scimType && { scimType }),
  detail: message,
});

const typeOf: Readonly<Record<string, ScimType>> = {
  'request.invalid': 'invalidSyntax',
  'user.identifier_taken': 'uniqueness',
  'user.identity_taken': 'uniqueness',
  'user.exists': 'uniqueness',
};

function sentenceOf({ message, data }: AppError): string {
  const { issues } = (data ?? {}) as { issues?: { path: string; message: string }[] };
  return issues?.map(({ path, message: said }) => (path ? `${path}: ${said}` : said)).join('; ') || message;
}

/** Undefined for what nobody foresaw. */
export function refusalOf(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error;
  if (!(error instanceof AppError) || error.status === 500) return undefined;
  return new ScimError(error.status, sentenceOf(error), typeOf[error.code], error.headers);
}

export const unforeseen = () =>
  new ScimError(500, 'Something went wrong on our side. Try again; if it stays, tell the operator.');
