/** @vitest-environment node — the React part where there is no browser. */
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  GatehouseProvider,
  RequireSignIn,
  SignInCallback,
  useGatehouse,
  useUserInfo,
} from '../../src/react/index.ts';

const config = { endpoint: 'https://id.example', appId: 'shop' };

function Probe() {
  const { isLoading, isAuthenticated } = useGatehouse();
  const info = useUserInfo();
  return <p>{JSON.stringify({ isLoading, isAuthenticated, info: info.isLoading })}</p>;
}

test('a server renders without window: everybody is loading, nothing that is protected is shown', () => {
  const html = renderToString(
    <GatehouseProvider config={config}>
      <Probe />
      <RequireSignIn fallback="wait">secret</RequireSignIn>
      <SignInCallback fallback="signing in" />
    </GatehouseProvider>,
  );
  expect(html).toContain(
    '{&quot;isLoading&quot;:true,&quot;isAuthenticated&quot;:false,&quot;info&quot;:true}',
  );
  expect(html).toContain('wait');
  expect(html).toContain('signing in');
  expect(html).not.toContain('secret');
});

test('a hook outside of the provider, and a provider without an application, say what to do', () => {
  const code = { code: 'invalid_config', hint: expect.stringContaining('') };
  expect(() => renderToString(<Probe />)).toThrow(expect.objectContaining(code));
  expect(() => renderToString(<GatehouseProvider>x</GatehouseProvider>)).toThrow(
    expect.objectContaining(code),
  );
});
