/** How a list that is short enough to look through is searched: by a part of a text, or the beginning of an id. */
import { fold } from './identifiers.ts';

type Text = string | null | undefined;

/** Case and width of letters make no difference. Any letter is a part of some generated id, so of ids the beginning. */
export function createMatcher(text: string): (id: string, ...texts: readonly Text[]) => boolean {
  const wanted = fold(text);
  return (id, ...texts) =>
    id.toLowerCase().startsWith(wanted) || texts.some((value) => value && fold(value).includes(wanted));
}
