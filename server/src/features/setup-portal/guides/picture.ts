/** What a step of a guide and its drawing are made of. */
import type { Words } from '../words.ts';

export interface PictureRow {
  kind: 'field' | 'button' | 'option' | 'text';
  label: string;
  value?: string;
  /** What the step is about. */
  mark?: boolean;
}

export interface Picture {
  /** The name of the window. */
  window: string;
  nav?: readonly string[];
  /** The entry of the menu that is open. */
  active?: string;
  title: string;
  rows: readonly PictureRow[];
}

export interface GuideStep {
  title: Words;
  /** `{redirectUri}`, `{acsUrl}`, `{entityId}` stand for the values. */
  text: Words;
  picture?: Picture;
}

export interface Guide {
  steps: readonly GuideStep[];
}

export const field = (label: string, value = ''): PictureRow => ({ kind: 'field', label, value });
export const markedField = (label: string, value = ''): PictureRow => ({
  kind: 'field',
  label,
  value,
  mark: true,
});
export const button = (label: string): PictureRow => ({ kind: 'button', label });
export const markedButton = (label: string): PictureRow => ({ kind: 'button', label, mark: true });
export const option = (label: string, on = false): PictureRow => ({
  kind: 'option',
  label,
  value: on ? 'on' : '',
});
export const markedOption = (label: string): PictureRow => ({
  kind: 'option',
  label,
  value: 'on',
  mark: true,
});
export const line = (label: string): PictureRow => ({ kind: 'text', label });
