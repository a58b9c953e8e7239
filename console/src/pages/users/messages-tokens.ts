/** Texts about the tokens of providers that are kept of a person. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    label: 'Provider’s token',
    renewable: 'Stored, renewed when needed',
    until: (time: string) => `Stored, good until ${time}`,
    ended: 'Ran out; renewed at the next sign-in',
    stored: 'Stored',
    remove: 'Delete the token',
    removeOf: (name: string) => `Delete the token of ${name}`,
    removeTitle: (name: string) => `Delete the token of ${name}?`,
    removeText:
      'Applications can’t call this provider in the person’s name until they sign in again. The token is revoked at the provider as well, where it can do that.',
    removed: 'The token is deleted.',
  },
  {
    label: '提供方令牌',
    renewable: '已保存，需要时自动续期',
    until: (time) => `已保存，有效期至 ${time}`,
    ended: '已过期；下次登录时更新',
    stored: '已保存',
    remove: '删除令牌',
    removeOf: (name) => `删除 ${name} 的令牌`,
    removeTitle: (name) => `删除 ${name} 的令牌？`,
    removeText: '在该人员再次登录之前，应用无法以其名义调用此提供方。如果提供方支持，令牌也会在那里被撤销。',
    removed: '令牌已删除。',
  },
);
