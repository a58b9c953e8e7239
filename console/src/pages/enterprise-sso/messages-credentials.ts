/** Texts of what a connector proves itself with instead of a secret. */
import { defineMessages } from '../../app/i18n.ts';

export const messages = defineMessages(
  {
    title: {
      federated_credential: 'Federated credential',
      certificate: 'Certificate',
      private_key_jwt: 'Key set',
    } as Record<string, string>,
    text: {
      federated_credential:
        'At Microsoft: Certificates & secrets → Federated credentials → Add credential → Other issuer. Each value is compared letter by letter; a new credential takes some minutes to work.',
      certificate:
        'At Microsoft: Certificates & secrets → Certificates → Upload certificate. Upload both, so that the next one can take over without a gap.',
      private_key_jwt: 'The provider reads the public keys at this address.',
    } as Record<string, string>,
    issuer: 'Issuer',
    subject: 'Subject identifier (value)',
    audience: 'Audience',
    jwksUri: 'Address of the key set',
    keys: 'Keys',
    status: { current: 'Signs now', next: 'Next', previous: 'Retired' } as Record<string, string>,
    ends: 'Certificate ends on',
    made: 'Made',
    thumbprint: 'Thumbprint',
    download: 'Download',
    downloadOf: (what: string) => `Download the certificate: ${what}`,
    rotate: 'Rotate the keys',
    rotateTitle: 'Let the next key sign?',
    rotateText: {
      federated_credential:
        'All connectors with a federated credential share these keys. The key that signs now stays published for 7 days, and a new next key is made.',
      certificate:
        'Upload the certificate of the next key at Microsoft first: from now on it is the one that signs. A new next one is made.',
      private_key_jwt:
        'The key that signs now stays published for 7 days, and a new next key is made. If the keys were pasted at the provider, paste the next one there first.',
    } as Record<string, string>,
    rotated: 'The next key signs from now on.',
    secretLeft:
      'A client secret is stored as well. It is used while the provider refuses this proof. When the check passes, remove it.',
    removeSecret: 'Remove the secret',
    removeTitle: 'Remove the client secret?',
    removeText: 'It can’t be read back. Sign-ins then depend on the proof above alone.',
    removed: 'The client secret is gone.',
  },
  {
    title: { federated_credential: '联合凭据', certificate: '证书', private_key_jwt: '密钥集' } as Record<
      string,
      string
    >,
    text: {
      federated_credential:
        '在微软处：“证书和密码”→“联合凭据”→“添加凭据”→“其他颁发者”。每个值都会逐字比对；新凭据需要几分钟才能生效。',
      certificate: '在微软处：“证书和密码”→“证书”→“上传证书”。请上传两份，以便下一份可以无缝接替。',
      private_key_jwt: '身份提供商在此地址读取公钥。',
    } as Record<string, string>,
    issuer: '颁发者',
    subject: '主题标识符（值）',
    audience: '受众',
    jwksUri: '密钥集地址',
    keys: '密钥',
    status: { current: '正在签名', next: '下一个', previous: '已停用' } as Record<string, string>,
    ends: '证书到期日',
    made: '生成时间',
    thumbprint: '指纹',
    download: '下载',
    downloadOf: (what) => `下载证书：${what}`,
    rotate: '轮换密钥',
    rotateTitle: '让下一个密钥开始签名？',
    rotateText: {
      federated_credential:
        '所有使用联合凭据的连接器共用这些密钥。当前密钥会继续公布 7 天，并生成新的下一个密钥。',
      certificate: '请先在微软处上传下一个密钥的证书：从现在起由它签名。系统会生成新的下一个密钥。',
      private_key_jwt:
        '当前密钥会继续公布 7 天，并生成新的下一个密钥。如果密钥是粘贴到身份提供商处的，请先粘贴下一个密钥。',
    } as Record<string, string>,
    rotated: '从现在起由下一个密钥签名。',
    secretLeft: '另外还保存着客户端密钥。身份提供商拒绝此证明时会使用它。检查通过后请将其移除。',
    removeSecret: '移除密钥',
    removeTitle: '移除客户端密钥？',
    removeText: '它无法再次读取。此后登录只依靠上面的证明。',
    removed: '客户端密钥已移除。',
  },
);
