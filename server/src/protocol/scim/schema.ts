/**
 * The attributes of Users and Groups as data (RFC 7643 sections 4 and 8): from here come what is taken in, what
 * filters and PATCH paths may name, what is answered, and `/Schemas`. There is no `password`: what a client sends
 * under that name is never read.
 */
export type AttributeType = 'string' | 'boolean' | 'reference' | 'dateTime' | 'complex';

export interface Attribute {
  name: string;
  type: AttributeType;
  description: string;
  multiValued?: boolean;
  required?: boolean;
  caseExact?: boolean;
  mutability?: 'readWrite' | 'readOnly' | 'immutable';
  returned?: 'always' | 'default';
  uniqueness?: 'none' | 'server';
  referenceTypes?: readonly string[];
  canonicalValues?: readonly string[];
  subAttributes?: readonly Attribute[];
  /** May hold line breaks. */
  lines?: boolean;
}

export interface Schema {
  id: string;
  name: string;
  description: string;
  attributes: readonly Attribute[];
}

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  type: 'string',
  description,
  ...more,
});

const reference = (
  name: string,
  description: string,
  referenceTypes: readonly string[],
  more: Partial<Attribute> = {},
): Attribute => ({ name, type: 'reference', description, referenceTypes, caseExact: true, ...more });

/** RFC 7643 section 2.4: value, display, type, primary. */
function plural(name: string, description: string, canonicalValues: readonly string[], value: Attribute) {
  const subAttributes: Attribute[] = [
    value,
    text('display', 'A name for people.'),
    text('type', 'What kind of value this is.', canonicalValues.length > 0 ? { canonicalValues } : {}),
    { name: 'primary', type: 'boolean', description: 'Whether this is the preferred one.' },
  ];
  return { name, type: 'complex', description, multiValued: true, subAttributes } satisfies Attribute;
}

const places = ['work', 'home', 'other'];

const names: Attribute = {
  name: 'name',
  type: 'complex',
  description: 'The parts of the name.',
  subAttributes: [
    text('formatted', 'The full name.'),
    text('familyName', 'The family name.'),
    text('givenName', 'The given name.'),
    text('middleName', 'The middle names.'),
    text('honorificPrefix', 'A title before the name.'),
    text('honorificSuffix', 'A suffix after the name.'),
  ],
};

const addresses: Attribute = {
  name: 'addresses',
  type: 'complex',
  description: 'Postal addresses.',
  multiValued: true,
  subAttributes: [
    text('formatted', 'The whole address.', { lines: true }),
    text('streetAddress', 'Street and house.', { lines: true }),
    text('locality', 'The city.'),
    text('region', 'The state or region.'),
    text('postalCode', 'The postal code.'),
    text('country', 'The country.'),
    text('type', 'What kind of address this is.', { canonicalValues: places }),
    { name: 'primary', type: 'boolean', description: 'Whether this is the preferred one.' },
  ],
};

const groupsOfUser: Attribute = {
  name: 'groups',
  type: 'complex',
  description: 'The groups of the person; changed at the groups.',
  multiValued: true,
  mutability: 'readOnly',
  subAttributes: [
    text('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
    reference('$ref', 'The address of the group.', ['Group'], { mutability: 'readOnly' }),
    text('display', 'The name of the group.', { mutability: 'readOnly' }),
    text('type', 'Always direct.', { mutability: 'readOnly', canonicalValues: ['direct'] }),
  ],
};

export const userSchema: Schema = {
  id: userUrn,
  name: 'User',
  description: 'A person',
  attributes: [
    text('userName', 'The name in the directory; unique for the connector, in any spelling.', {
      required: true,
      uniqueness: 'server',
    }),
    names,
    text('displayName', 'The name shown to people.'),
    text('nickName', 'What the person is called.'),
    reference('profileUrl', 'A page about the person.', ['external']),
    text('title', 'The position, such as Vice President.'),
    text('userType', 'Such as Employee or Contractor.'),
    text('preferredLanguage', 'The preferred language.'),
    text('locale', 'A language tag such as en-GB.'),
    text('timezone', 'A time zone such as Europe/Berlin.'),
    { name: 'active', type: 'boolean', description: 'Whether the person may sign in.' },
    plural('emails', 'Email addresses.', places, text('value', 'The address.')),
    plural(
      'phoneNumbers',
      'Phone numbers.',
      ['work', 'home', 'mobile', 'fax', 'pager', 'other'],
      text('value', 'The number.'),
    ),
    plural('photos', 'Pictures.', ['photo', 'thumbnail'], reference('value', 'The address.', ['external'])),
    addresses,
    groupsOfUser,
    plural('entitlements', 'What the person is entitled to; kept, and gives nothing.', [], {
      ...text('value', 'The entitlement.'),
    }),
    plural('roles', 'Roles in the directory; kept, and give nothing: roles come by groups.', [], {
      ...text('value', 'The role.'),
    }),
  ],
};

export const enterpriseSchema: Schema = {
  id: enterpriseUrn,
  name: 'EnterpriseUser',
  description: 'A person in an organization',
  attributes: [
    text('employeeNumber', 'The number of the employee.'),
    text('costCenter', 'The cost center.'),
    text('organization', 'The organization.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    {
      name: 'manager',
      type: 'complex',
      description: 'Whom the person reports to.',
      subAttributes: [
        text('value', 'The id of the manager.', { caseExact: true }),
        reference('$ref', 'The address of the manager.', ['User']),
        text('displayName', 'The name of the manager.', { mutability: 'readOnly' }),
      ],
    },
  ],
};

export const groupSchema: Schema = {
  id: groupUrn,
  name: 'Group',
  description: 'A group of people',
  attributes: [
    text('displayName', 'The name of the group; unique for the connector, in any spelling.', {
      required: true,
      uniqueness: 'server',
    }),
    {
      name: 'members',
      type: 'complex',
      description: 'The people in the group.',
      multiValued: true,
      subAttributes: [
        text('value', 'The id of the person.', { mutability: 'immutable', caseExact: true }),
        reference('$ref', 'The address of the person.', ['User'], { mutability: 'immutable' }),
        text('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
      ],
    },
  ],
};

/** RFC 7643 section 3.1. In no schema's list, but filters and projections may name them. */
const common: readonly Attribute[] = [
  text('id', 'The id here.', { mutability: 'readOnly', returned: 'always', caseExact: true }),
  text('externalId', "The directory's own key.", { caseExact: true }),
  {
    name: 'meta',
    type: 'complex',
    description: 'About the resource.',
    mutability: 'readOnly',
    subAttributes: [
      text('resourceType', 'User or Group.', { mutability: 'readOnly', caseExact: true }),
      { name: 'created', type: 'dateTime', description: 'When made.', mutability: 'readOnly' },
      { name: 'lastModified', type: 'dateTime', description: 'When changed.', mutability: 'readOnly' },
      reference('location', 'The address.', ['uri'], { mutability: 'readOnly' }),
      text('version', 'The ETag.', { mutability: 'readOnly', caseExact: true }),
    ],
  },
  text('schemas', 'The schemas.', { mutability: 'readOnly', returned: 'always', multiValued: true }),
];

/** What one kind of resource is made of. */
export interface ResourceShape {
  core: Schema;
  extensions: readonly Schema[];
}

export const userShape: ResourceShape = { core: userSchema, extensions: [enterpriseSchema] };
export const groupShape: ResourceShape = { core: groupSchema, extensions: [] };

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export const attributeIn = (attributes: readonly Attribute[] | undefined, name: string) =>
  attributes?.find((attribute) => same(attribute.name, name));

export const coreAttribute = ({ core }: ResourceShape, name: string): Attribute | undefined =>
  attributeIn(core.attributes, name) ?? attributeIn(common, name);

export const extensionOf = ({ extensions }: ResourceShape, urn: string): Schema | undefined =>
  extensions.find(({ id }) => same(id, urn));

export const isCoreUrn = ({ core }: ResourceShape, urn: string) => same(core.id, urn);
