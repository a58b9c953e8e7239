// Times and numbers as each language writes them.
import { describe, expect, it } from 'vitest';
import { formatFor } from './i18n.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

describe('times in the past', () => {
  it.each([
    ['2026-11-22T11:59:30Z', '30 seconds ago', '30秒钟前'],
    ['2026-11-22T11:57:10Z', '2 minutes ago', '2分钟前'],
    ['2026-11-22T09:00:00Z', '3 hours ago', '3小时前'],
    ['2026-11-21T12:00:00Z', 'yesterday', '昨天'],
    ['2026-08-22T12:00:00Z', '3 months ago', '3个月前'],
  ])('%s', (iso, english, chinese) => {
    expect(formatFor('en', () => now).ago(iso)).toBe(english);
    expect(formatFor('zh-CN', () => now).ago(iso)).toBe(chinese);
  });
});
