// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** `${NAME}` in a value stands for a variable of the environment; `$${` for the two characters themselves. */

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expansion {
  text: string;
  /** The values that came from the environment, by variable. */
  used: { name: string; value: string }[];
  problems: string[];
}

const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\$\{/g;

export const hasReference = (text: string): boolean => text.includes('${');

export function expand(text: string, env: Environment): Expansion {
  const used: Expansion['used'] = [];
  const problems: string[] = [];
  const expanded = text.replace(reference, (found, name: string | undefined) => {
    if (found === '$${') return '${';
    if (name === undefined) {
      problems.push(
        'holds "${" without a name and "}" behind it: write ${NAME}, or $${ for the characters themselves',
      );
      return found;
    }
    const value = env[name];
    // That is how compose files write "not set".
    if (!value) {
      problems.push(`needs the environment variable ${name}, which is not set`);
      return found;
    }
    used.push({ name, value });
    return value;
  });
  return { text: expanded, used, problems };
}

/** What `expand` turns back into the same text. */
export const escapeReferences = (text: string): string => text.replaceAll('${', () => '$${');
