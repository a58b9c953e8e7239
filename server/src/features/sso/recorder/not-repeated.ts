/** What a look back at an attempt can't do again, and why: said beside its verdict, so that nobody takes it for more than it is. */

import type { z } from 'zod';

export const whyNot = {
  'callback.request': 'A request is answered once, by the browser that made it.',
  'token.exchange':
    'A code is good once. How the client proves itself was tried with a code that nobody issued.',
  'client.authentication': 'The provider gave no answer that settles it.',
  'id_token.signature': 'It was right when it came; of a token that was accepted only the claims are kept.',
  'id_token.nonce': 'It was right when it came, and belongs to that one attempt.',
  'id_token.time': 'It was right when it came, and is over by now.',
  'id_token.access_token': 'The access token is not kept.',
  'userinfo.subject': 'Asking for it needs an access token, which is not kept.',
  'groups.graph': 'Asking for the groups needs an access token, which is not kept.',
  'saml.first_use': 'A response counts once; the list of those that were used is left alone.',
  'saml.library': 'The second opinion knows no time but now.',
  'identity.key': 'Nothing that names the person was kept: only what failed was tried again.',
} as const;

export type Unrepeated = keyof typeof whyNot;

/** Whether it would pass can't be told without a new sign-in. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}

/** What another version of this server has kept may not be understood. */
export function readBack<T>(schema: z.ZodType<T>, said: unknown): T {
  const { data, success } = schema.safeParse(said);
  if (!success) throw new Undecided('evidence');
  return data;
}
