/** Texts of our own keys towards SAML providers. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: 'Keys of Gatehouse',
    text: 'With these, requests to SAML providers are signed and encrypted assertions are opened. All SAML connectors of this tenant share them.',
    status: { current: 'Signs now', next: 'Next', previous: 'Only decrypts' } as Record<string, string>,
    fingerprint: 'Fingerprint (SHA-256)',
    prepare: 'Publish the next key',
    prepareTitle: 'Publish the next key?',
    prepareText:
      'Its certificate appears in our metadata beside the present one, and does nothing yet. Providers that read our metadata learn it by themselves; to the others, upload the certificate before you rotate.',
    prepared: 'The next key is published.',
    rotate: 'Rotate the keys',
    rotateAnyway: 'Rotate now',
    rotateTitle: 'Let the next key sign?',
    rotateText:
      'From now on requests are signed with the next key. A provider that checks them and does not know its certificate refuses every sign-in. The key that signs now still opens what is encrypted for it, until the rotation after this one.',
    tooSoon:
      'The next key was published less than a day ago. Providers that read our metadata may not have seen it yet. Rotate now only after a leak, or when every provider has the certificate.',
    rotated: 'The next key signs from now on.',
  },
  {
    title: 'Gatehouse 的密钥',
    text: '用于签名发往 SAML 提供方的请求，并解密加密的断言。此租户的所有 SAML 连接器共用这些密钥。',
    status: { current: '正在签名', next: '下一个', previous: '仅用于解密' } as Record<string, string>,
    fingerprint: '指纹 (SHA-256)',
    prepare: '发布下一个密钥',
    prepareTitle: '发布下一个密钥？',
    prepareText:
      '它的证书会与当前证书一起出现在我们的元数据中，暂不生效。读取我们元数据的提供方会自动获知；对于其他提供方，请在轮换之前上传该证书。',
    prepared: '下一个密钥已发布。',
    rotate: '轮换密钥',
    rotateAnyway: '立即轮换',
    rotateTitle: '让下一个密钥开始签名？',
    rotateText:
      '从现在起，请求由下一个密钥签名。如果提供方验证签名却不知道其证书，将拒绝所有登录。当前密钥仍可解密为其加密的内容，直到下一次轮换。',
    tooSoon:
      '下一个密钥发布还不到一天，读取我们元数据的提供方可能尚未看到。仅在密钥泄露，或所有提供方都已有该证书时才立即轮换。',
    rotated: '从现在起由下一个密钥签名。',
  },
);
