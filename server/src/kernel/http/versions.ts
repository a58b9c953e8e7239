/** Optimistic concurrency: a resource's version is its ETag (RFC 9110 section 8.8.3), checked by If-Match. */
import { type AppError, errors } from '../errors/index.ts';

export function etagOf(version: number): string {
  return `"${version}"`;
}

export function versionMismatch(current: number): AppError {
  return errors['request.version_mismatch']({}, { data: { current }, headers: { etag: etagOf(current) } });
}

/** Refuses a change that is based on another version than the stored one. */
export function expectVersion(current: number, expected: number | undefined): void {
  if (expected !== undefined && expected !== current) throw versionMismatch(current);
}
