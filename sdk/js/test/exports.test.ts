/** The public face: what every subpath exports, and that each of it says what it is. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Declaration, declarationsOf, emitDeclarations, subpaths } from './declarations.ts';

let folder: string;
let faces: [string, Declaration[]][];

beforeAll(() => {
  folder = emitDeclarations();
  faces = subpaths(folder).map(([name, file]) => [name, declarationsOf(file)]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('what the package exports', () => {
  it('is as written down: after a wanted change run vitest -u and say so in the changelog', async () => {
    const describeOne = ({ kind, name, members }: Declaration): string =>
      kind === 'class'
        ? `${kind} ${name}: ${members.map((member) => member.name).join(', ')}`
        : `${kind} ${name}`;
    const text = faces
      .map(([subpath, found]) => [`# ${subpath}`, ...found.map(describeOne), ''].join('\n'))
      .join('\n');
    await expect(text).toMatchFileSnapshot('exports.snap');
  });

  it('is not empty anywhere', () => {
    for (const [subpath, found] of faces) expect(found, subpath).not.toEqual([]);
  });

  it('has a docstring on each function, constant, class and interface, and on the members of classes', () => {
    const silent = faces.flatMap(([subpath, found]) =>
      found.flatMap(({ name, kind, documented, members }) => [
        ...(documented || kind === 'type' ? [] : [`${subpath} ${kind} ${name}`]),
        ...(kind === 'class' ? members : [])
          .filter((member) => !member.documented)
          .map((member) => `${subpath} ${name}.${member.name}`),
      ]),
    );
    expect(silent).toEqual([]);
  });
});
