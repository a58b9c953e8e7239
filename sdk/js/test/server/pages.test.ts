// The pages that this layer shows itself.
import { describe, expect, it } from 'vitest';
import { problemPage, signOutPage } from '../../src/server/pages.ts';

const hostile = `"><script>alert('1')</script>&`;

describe('pages', () => {
  it('whatever is put into them is text', async () => {
    const problem = { status: 400, code: hostile, message: hostile, startAgain: hostile, home: hostile };
    for (const page of [problemPage(problem), signOutPage(hostile, hostile)]) {
      const html = await page.text();
      expect(html).not.toContain('<script');
      expect(html).not.toContain(`">&lt;script`);
      expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;');
    }
  });

  it('load nothing, are framed by nobody, and are in no cache', () => {
    const { headers } = signOutPage('/sign-out', '/');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
