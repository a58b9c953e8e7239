/** Guides as the build hands them over: parsed, highlighted, with placeholders where values go. */

/** Front matter of `src/guides/*.md`. */
export interface GuideSummary {
  id: string;
  title: string;
  type: 'traditional' | 'spa' | 'native' | 'machine-to-machine';
  kind: 'web' | 'single-page' | 'native' | 'device' | 'machine' | 'api';
  language: string;
  description: string;
  library: string;
  order: number;
  redirectUri?: string;
  postLogoutRedirectUri?: string;
  popular?: boolean;
  docs?: string;
}

/** A stretch of code in one colour of the light and of the dark theme. */
export interface CodeSpan {
  text: string;
  light?: string;
  dark?: string;
}

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'strong' | 'em'; children: Inline[] }
  | { type: 'link'; href: string; children: Inline[] };

export type Block =
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'list'; ordered: boolean; start: number; items: Block[][] }
  | { type: 'table'; header: Inline[][]; rows: Inline[][][] }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'code'; language: string; title?: string; lines: CodeSpan[][] }
  | { type: 'directive'; name: string };

export interface Guide {
  meta: Record<string, unknown>;
  blocks: Block[];
}
