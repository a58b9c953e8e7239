/** The addresses of OpenID Connect, as the discovery document has them. */
import { Divider, SimpleGrid, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMessages } from '../../app/i18n.ts';
import { CopyField } from '../../patterns/copy.tsx';
import { Failure } from '../../patterns/failure.tsx';
import { Loading } from '../../patterns/loading.tsx';
import { Section } from '../../patterns/section.tsx';
import { useAddresses } from './application.ts';
import { credentialMessages } from './messages-credentials.ts';

const fields = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  userinfo: 'userinfo_endpoint',
  jwks: 'jwks_uri',
  endSession: 'end_session_endpoint',
  revocation: 'revocation_endpoint',
  introspection: 'introspection_endpoint',
  device: 'device_authorization_endpoint',
  par: 'pushed_authorization_request_endpoint',
} as const;

const names = Object.keys(fields) as (keyof typeof fields)[];

/** OpenID Connect Discovery 1.0, section 4. */
async function discover(address: string, signal: AbortSignal): Promise<Record<string, unknown>> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status.toString()}`);
  return (await response.json()) as Record<string, unknown>;
}

export function Endpoints() {
  const m = useMessages(credentialMessages);
  const { issuer } = useAddresses();
  const address = `${issuer}/.well-known/openid-configuration`;
  const { data, error, refetch } = useQuery({
    queryKey: ['discovery', address],
    queryFn: ({ signal }) => discover(address, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section title={m.endpoints} description={m.endpointsText}>
      <CopyField label={m.issuer} value={issuer} />
      <CopyField label={m.discovery} value={address} />
      <Divider />
      <Title order={3} size="h5">
        {m.all}
      </Title>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Loading rows={3} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {data &&
          names.map((name) => {
            const value = data[fields[name]];
            return typeof value === 'string' && <CopyField key={name} label={m[name]} value={value} />;
          })}
      </SimpleGrid>
    </Section>
  );
}
