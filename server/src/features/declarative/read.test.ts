// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is the syntax of the files tested here
// Reading gatehouse.yaml: whatever is wrong is told at once, each with its line, and no secret is repeated.
import { describe, expect, it } from 'vitest';
import { DeclarationError } from './problems.ts';
import { readDeclaration } from './read.ts';

const read = (text: string, env: Record<string, string> = {}) =>
  readDeclaration(text, { file: 'g.yaml', env });

function linesOf(text: string, env: Record<string, string> = {}): string[] {
  try {
    read(text, env);
    return [];
  } catch (error) {
    if (error instanceof DeclarationError) return error.message.split('\n');
    throw error;
  }
}

describe('problems of a file', () => {
  it('are listed all at once, with line, column and path', () => {
    const text = `tenants:
  default:
    colour: red
    applications:
      - id: Book-Store
        name: Bookstore
        type: website
        redirectURIs: [http://localhost:3000/callback]
      - name: 12
        type: spa
        thirdParty: "no"
    users:
      - name: Nobody
      - email: not-an-address
    settings: { sessions: { idleSeconds: 5 } }
  "A B": {}
`;
    expect(linesOf(text)).toEqual([
      'g.yaml:3:5: tenants.default.colour: is not a known key; known here: name, tag, settings, applications, apiResources, roles, organizations, users, ssoConnectors, signInExperience',
      'g.yaml:5:13: tenants.default.applications[0].id: must be 1 to 40 of the characters a-z and 0-9',
      'g.yaml:7:15: tenants.default.applications[0].type: must be one of traditional, spa, native, machine-to-machine',
      'g.yaml:8:9: tenants.default.applications[0].redirectURIs: is not a known key; did you mean redirectUris?',
      'g.yaml:9:15: tenants.default.applications[1].name: must be text: put it in quotes',
      'g.yaml:11:21: tenants.default.applications[1].thirdParty: must be true or false',
      'g.yaml:13:9: tenants.default.users[0]: needs a username, an email or a phone',
      'g.yaml:14:16: tenants.default.users[1].email: must be an email address',
      'g.yaml:15:42: tenants.default.settings.sessions.idleSeconds: must be at least 300',
      expect.stringMatching(/^g\.yaml:16:3: tenants\["A B"\]: /),
    ]);
  });

  it('point at the key when its value is missing, and at the entry when the key is', () => {
    const text = `tenants:
  default:
    applications:
      - name:
        type: spa
      - type: spa
    users:
`;
    expect(linesOf(text)).toEqual([
      'g.yaml:4:9: tenants.default.applications[0].name: must be text',
      'g.yaml:6:9: tenants.default.applications[1].name: is missing',
      'g.yaml:7:5: tenants.default.users: must be a list',
    ]);
  });

  it.each([
    ['broken indentation', 'tenants: {}\nother\n', 2],
    ['a key twice', 'tenants:\n  default: {}\n  default: {}\n', 3],
    ['an unknown tag', 'tenants:\n  default: !include other.yaml\n', 2],
    ['several documents', 'tenants: {}\n---\ntenants: {}\n', 2],
    ['a list as key', 'tenants:\n  ? [a]\n  : {}\n', 2],
    ['nothing', '', 1],
    ['a list', '- 1\n', 1],
    ['NUL, which can not be stored', 'tenants:\n  default:\n    name: "a\\0b"\n', 3],
    ['half a surrogate pair', 'tenants:\n  default:\n    name: "\\uD800"\n', 3],
  ])('say the line of %s', (_what, text, line) => {
    expect(linesOf(text)[0]).toMatch(new RegExp(`^g\\.yaml:${line}:\\d+: `));
  });

  it('survive bombs of aliases and nesting', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh']) {
      bomb.push(`${to}: &${to} [${Array.from({ length: 10 }, () => `*${from}`).join(',')}]`);
    }
    expect(linesOf(bomb.join('\n'))).toHaveLength(1);
    expect(linesOf('['.repeat(20_000) + ']'.repeat(20_000)).length).toBeGreaterThan(0);
  });

  it('name both entries that are the same in other spelling', () => {
    const text = `tenants:
  default:
    users:
      - username: alice
      - { username: Alice, email: A@example.com }
      - email: a@EXAMPLE.com
    applications: [{ id: a, name: A, type: spa }, { id: a, name: B, type: spa }]
`;
    expect(linesOf(text)).toEqual([
      'g.yaml:5:21: tenants.default.users[1].username: is the same as in entry 1',
      'g.yaml:6:16: tenants.default.users[2].email: is the same as in entry 2',
      'g.yaml:7:57: tenants.default.applications[1].id: is the same as in entry 1',
    ]);
  });
});

describe('values from the environment', () => {
  const file = (value: string) => `tenants:\n  default:\n    name: ${value}\n`;
  const nameOf = (value: string, env: Record<string, string>) =>
    read(file(value), env).data.tenants.default?.name;

  it('stand anywhere in a text, and $${ stands for itself', () => {
    expect(nameOf('${A}-${B}', { A: '1', B: '2' })).toBe('1-2');
    expect(nameOf('"$${A}"', { A: '1' })).toBe('${A}');
    expect(nameOf('costs $5', {})).toBe('costs $5');
  });

  it('are put in once: a value that looks like a reference stays as it is', () => {
    expect(nameOf('${A}', { A: '${B}', B: 'secret' })).toBe('${B}');
  });

  it('can not add structure to the file', () => {
    expect(nameOf('${A}', { A: 'x\n  admin: {}' })).toBe('x\n  admin: {}');
  });

  it('are read as numbers and flags where these are wanted, and as text elsewhere', () => {
    const text = `tenants:
  default:
    name: \${NUMBER}
    apiResources: [{ indicator: https://api.example, name: API, accessTokenTtl: "\${NUMBER}" }]
    signInExperience: { singleSignOnEnabled: "\${FLAG}" }
`;
    const { default: section } = read(text, { NUMBER: '600', FLAG: 'false' }).data.tenants;
    expect(section?.name).toBe('600');
    expect(section?.apiResources?.[0]?.accessTokenTtl).toBe(600);
    expect(section?.signInExperience?.singleSignOnEnabled).toBe(false);
    expect(linesOf(text, { NUMBER: 'many', FLAG: 'no' })).toEqual([
      'g.yaml:4:81: tenants.default.apiResources[0].accessTokenTtl: must be a number',
      'g.yaml:5:46: tenants.default.signInExperience.singleSignOnEnabled: must be true or false',
    ]);
  });

  it('that are missing, empty or badly written are problems beside the others', () => {
    const text = `tenants:
  default:
    applications:
      - { id: a, name: A, type: traditional, secret: "\${MISSING}" }
      - { id: b, name: "\${EMPTY}", type: traditional, colour: red }
      - { id: c, name: "\${not closed", type: spa }
    \${KEY}: 1
`;
    const lines = linesOf(text, { EMPTY: '', KEY: 'name' });
    expect(lines).toEqual([
      'g.yaml:4:54: tenants.default.applications[0].secret: needs the environment variable MISSING, which is not set',
      'g.yaml:5:24: tenants.default.applications[1].name: needs the environment variable EMPTY, which is not set',
      expect.stringContaining('applications[1].colour: is not a known key'),
      expect.stringMatching(/^g\.yaml:6:24: .*without a name/),
      expect.stringMatching(/^g\.yaml:7:5: .*not in keys/),
    ]);
  });

  it('need quotes within braces, and the problem says so', () => {
    const text = 'tenants:\n  default: { name: ${A} }\n';
    expect(linesOf(text, { A: 'x' })[0]).toMatch(/^g\.yaml:2:.*needs quotes/);
  });

  it('never come back in a problem', () => {
    const env = { CLIENT_SECRET: 'hunter2-hunter2' };
    const text = `tenants:
  default:
    applications:
      - { id: a, name: A, type: spa, secret: "\${CLIENT_SECRET}!" }
      - { id: "\${CLIENT_SECRET}", name: 1, type: "\${CLIENT_SECRET}" }
`;
    expect(linesOf(text, env).join()).not.toContain('hunter2');
    expect(linesOf(text, env).length).toBeGreaterThan(3);
    expect(linesOf('tenants:\n  a: "hunter2-hunter2\n  b: hunter2-hunter2: x\n').join()).not.toContain(
      'hunter2',
    );
  });
});
