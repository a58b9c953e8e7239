/** What can go wrong with tenants. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'tenant.not_found': { status: 404, message: 'There is no tenant {id}.' },
  'tenant.exists': { status: 409, message: 'A tenant with the id {id} exists already. Choose another id.' },
  'tenant.reserved_id': {
    status: 400,
    message: 'The id {id} is reserved because it is part of a protocol address. Choose another id.',
  },
  'tenant.not_here': {
    status: 403,
    message: 'Tenants are created and deleted at the management API of the tenant admin, below /t/admin/api.',
  },
  'tenant.built_in': { status: 400, message: 'The tenant {id} is built in and can not be deleted.' },
  'custom_domain.not_found': { status: 404, message: 'The tenant has no custom domain {domain}.' },
  'custom_domain.malformed': {
    status: 400,
    message: '{domain} is not a host name.',
    fix: 'Write it like login.acme.example: no scheme, port, path or address.',
  },
  'custom_domain.public_suffix': {
    status: 400,
    message: '{domain} is a public suffix, below which everybody has a domain.',
    fix: 'Give a host name of your own.',
  },
  'custom_domain.public_mail': {
    status: 400,
    message: '{domain} belongs to a public mail provider.',
    fix: 'Give a host name of your own.',
  },
  'custom_domain.reserved': {
    status: 400,
    message: '{domain} belongs to this installation.',
    fix: 'Choose a name that is neither its endpoint nor above it.',
  },
  'custom_domain.exists': { status: 409, message: 'The tenant has the custom domain {domain} already.' },
  'custom_domain.too_many': {
    status: 409,
    message: 'A tenant has at most {most} custom domains.',
    fix: 'Give one up first.',
  },
  'custom_domain.not_here': {
    status: 403,
    message: 'The tenant admin answers at the endpoint of the installation only.',
  },
  'custom_domain.unproved': {
    status: 409,
    message: 'No proof for {domain} was found in the DNS.',
    fix: 'Publish the TXT record {record} at {name} and try again when it is visible.',
  },
  'custom_domain.not_proved': {
    status: 409,
    message: 'The domain {domain} is not proved.',
    fix: 'Publish its TXT record and verify it first.',
  },
  'custom_domain.taken': {
    status: 409,
    message: 'Another tenant of this installation has {domain}.',
    fix: 'Give it up there first, and remove its TXT record.',
  },
  'custom_domain.dns_unreachable': {
    status: 409,
    message: 'The DNS did not answer for {domain}.',
    fix: 'Try again in a moment.',
  },
  'custom_domain.unconfirmed': {
    status: 400,
    message: 'This changes where the tenant answers as {issuer}.',
    fix: 'Send that issuer to confirm it.',
  },
  'custom_domain.active': {
    status: 409,
    message: 'The tenant answers at {domain}.',
    fix: 'Deactivate it first.',
  },
});
