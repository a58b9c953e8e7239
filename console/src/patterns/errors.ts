/** What a failed request says to a person: a title, what the server said, what to do, and the request's id. */
import { type ApiErrorDetails, GatehouseError } from '@gatehouse/sdk/management';
import { defineMessages, type Locale } from '../app/i18n.ts';

const messages = defineMessages(
  {
    unreachable: 'Gatehouse does not answer',
    unreachableText: 'Check that it runs and that you are online, then try again.',
    forbidden: 'You may not do this',
    forbiddenText: (permission: string) =>
      `It needs the permission ${permission}. An owner can change your role.`,
    missing: 'This does not exist (any more)',
    conflict: 'Somebody else changed this',
    busy: 'Too much at once',
    busyText: (seconds: number) => `Try again in ${seconds} seconds.`,
    invalid: 'Something in the input is not right',
    failed: 'This did not work',
    request: (id: string) => `Request ${id}`,
  },
  {
    unreachable: 'Gatehouse 没有响应',
    unreachableText: '请确认服务正在运行且网络正常，然后重试。',
    forbidden: '您没有此操作的权限',
    forbiddenText: (permission) => `需要权限 ${permission}。所有者可以更改您的角色。`,
    missing: '此内容不存在（或已被删除）',
    conflict: '其他人已更改此内容',
    busy: '请求过多',
    busyText: (seconds) => `请在 ${seconds} 秒后重试。`,
    invalid: '输入内容有误',
    failed: '操作未成功',
    request: (id) => `请求 ${id}`,
  },
);

export interface DescribedError {
  title: string;
  text: string;
  requestId?: string;
  /** The server's code, for example `application.not_found`. */
  code?: string;
}

export const detailsOf = (error: unknown): Partial<ApiErrorDetails> =>
  error instanceof GatehouseError ? ((error.details ?? {}) as Partial<ApiErrorDetails>) : {};

/** The problems of a `request.invalid`, by the path of their field: `branding.primaryColor`. */
export function fieldProblems(error: unknown): Record<string, string> {
  const { data } = detailsOf(error);
  const issues = (data as { issues?: { path?: unknown; message?: unknown }[] } | undefined)?.issues ?? [];
  return Object.fromEntries(
    issues.map(({ path, message }) => [
      (Array.isArray(path) ? path.join('.') : String(path ?? '')).replace(/^body\./, ''),
      String(message ?? ''),
    ]),
  );
}

export function describeError(error: unknown, locale: Locale): DescribedError {
  const m = messages[locale];
  const { status, code, data, requestId, retryAfter } = detailsOf(error);
  const said = error instanceof Error ? error.message : String(error);
  const more = { ...(requestId && { requestId: m.request(requestId) }), ...(code && { code }) };
  if (error instanceof GatehouseError && error.code === 'provider_unreachable')
    return { title: m.unreachable, text: m.unreachableText, ...more };
  if (status === 403) {
    const required = String((data as { required?: unknown } | undefined)?.required ?? '');
    return { title: m.forbidden, text: required ? m.forbiddenText(required) : said, ...more };
  }
  if (status === 429) return { title: m.busy, text: m.busyText(retryAfter ?? 60), ...more };
  const titles: Record<number, string> = { 400: m.invalid, 404: m.missing, 409: m.failed, 412: m.conflict };
  return { title: titles[status ?? 0] ?? m.failed, text: said, ...more };
}
