/** What the server says of itself (RFC 7644 section 4). */
import {
  type Attribute,
  enterpriseSchema,
  groupSchema,
  type Schema,
  userSchema,
} from '../../protocol/scim/schema.ts';
import { ScimError } from '../../protocol/scim/scim-error.ts';
import { maxResults } from './queries.ts';

const schemas = [userSchema, enterpriseSchema, groupSchema];
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const configUrn = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const typeUrn = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
const schemaUrn = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

const listOf = (resources: object[]) => ({
  schemas: [listUrn],
  totalResults: resources.length,
  itemsPerPage: resources.length,
  startIndex: 1,
  Resources: resources,
});

export const serviceProviderConfig = (baseUrl: string) => ({
  schemas: [configUrn],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that an administrator makes at the connector.',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
});

function typesAt(baseUrl: string) {
  const type = (name: string, endpoint: string, { id, description }: Schema, extensions: Schema[]) => ({
    schemas: [typeUrn],
    id: name,
    name,
    endpoint,
    description,
    schema: id,
    schemaExtensions: extensions.map((extension) => ({ schema: extension.id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${name}` },
  });
  return [type('User', '/Users', userSchema, [enterpriseSchema]), type('Group', '/Groups', groupSchema, [])];
}

function described(attribute: Attribute): object {
  const { name, type, description, subAttributes, canonicalValues, referenceTypes } = attribute;
  return {
    name,
    type,
    multiValued: attribute.multiValued ?? false,
    description,
    required: attribute.required ?? false,
    ...(canonicalValues && { canonicalValues }),
    ...(type !== 'complex' && { caseExact: attribute.caseExact ?? false }),
    mutability: attribute.mutability ?? 'readWrite',
    returned: attribute.returned ?? 'default',
    ...(type !== 'complex' && { uniqueness: attribute.uniqueness ?? 'none' }),
    ...(referenceTypes && { referenceTypes }),
    ...(subAttributes && { subAttributes: subAttributes.map(described) }),
  };
}

const schemaAt = (baseUrl: string, { id, name, description, attributes }: Schema) => ({
  schemas: [schemaUrn],
  id,
  name,
  description,
  attributes: attributes.map(described),
  meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
});

function oneOf<T extends { id: string }>(items: T[], id: string): T {
  const found = items.find((item) => item.id.toLowerCase() === id.toLowerCase());
  if (!found) throw new ScimError(404, 'There is nothing at this address.');
  return found;
}

export function resourceTypes(baseUrl: string, id: string | undefined): object {
  const types = typesAt(baseUrl);
  return id === undefined ? listOf(types) : oneOf(types, id);
}

export function schemaDocuments(baseUrl: string, id: string | undefined): object {
  const documents = schemas.map((schema) => schemaAt(baseUrl, schema));
  return id === undefined ? listOf(documents) : oneOf(documents, id);
}
