/** The form that the tabs share. */
import { createContext, useContext } from 'react';
import type { Settings } from '../../patterns/settings.tsx';
import type { Draft } from './draft.ts';

export interface DraftForm {
  form: Settings<Draft>;
  /** False for people who may only look. */
  canWrite: boolean;
  /** Names of the SSO connectors that are enabled; undefined when the person may not see them. */
  connectors: readonly string[] | undefined;
}

const Context = createContext<DraftForm | undefined>(undefined);
export const DraftProvider = Context.Provider;

export function useDraft(): DraftForm {
  const value = useContext(Context);
  if (!value) throw new Error('There is no sign-in experience around this component.');
  return value;
}
