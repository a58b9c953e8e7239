/** The guides of frameworks: their cards are here at once, their text is loaded when it is read. */

import { guides } from 'virtual:guide-index/guides';
import { useQuery } from '@tanstack/react-query';
import type { Guide, GuideSummary } from '../../patterns/guide.ts';

const texts = import.meta.glob<Guide>('../../guides/*.md', { import: 'guide' });

export { guides };

export const guideSummary = (id: string | undefined): GuideSummary | undefined =>
  guides.find((guide) => guide.id === id);

async function load(id: string): Promise<Guide> {
  const read = texts[`../../guides/${id}.md`];
  if (!read) throw new Error(`There is no guide ${id}.`);
  return read();
}

export function useGuide(id: string | undefined) {
  return useQuery({
    queryKey: ['guides', id],
    queryFn: () => load(id ?? ''),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Guides whose words or framework match what was typed. */
export function matchingGuides(search: string, type: string | undefined): GuideSummary[] {
  const wanted = search.trim().toLowerCase();
  return guides.filter((guide) => {
    const { title, language, library, description, kind, id } = guide;
    const words = [title, language, library, description, kind, id].join(' ').toLowerCase();
    return (type === undefined || guide.type === type) && words.includes(wanted);
  });
}
