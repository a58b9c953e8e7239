/** What steps say beside their verdict, in Chinese, by the server's English. */

const notes: Partial<Record<string, string>> = {
  'This SSO connector is switched off. A test goes on all the same.': '此连接器已停用，但测试照常进行。',
  'Single sign-on is switched off here. A test goes on all the same.':
    '此处的单点登录已关闭，但测试照常进行。',
  'The provider was asked for a fresh sign-in; it does not say when it was.':
    '已要求身份提供商重新登录，但它没有说明登录时间。',
  'The provider has no userinfo endpoint.': '身份提供商没有用户信息端点。',
  'The ID token says it all.': 'ID 令牌已包含所有信息。',
  'The address does not count as verified: no account is linked by it.':
    '该地址未视为已验证：不会据此关联账户。',
  'The person is in too many groups for the token: the provider left them out.':
    '此人所在的组太多，令牌放不下：身份提供商将其省略。',
  'The new address belongs to another account here; the old one stays.':
    '新地址属于这里的另一个账户；保留旧地址。',
  'Not looked at after the failure.': '失败之后未再检查。',
  'known, in time, first use, same browser': '已知、及时、首次使用、同一浏览器',
  'a new account would be made': '会创建新账户',
  'It can only be tried with the issuer of a single tenant.': '只有颁发者为单个租户时才能尝试。',
  'The provider gave no answer that settles it.': '身份提供商的回答无法说明问题。',
  'The username belongs to another account here.': '该用户名属于这里的另一个账户。',
  'A request is answered once, by the browser that made it.': '请求只能由发起它的浏览器回应一次。',
  'A code is good once. How the client proves itself was tried with a code that nobody issued.':
    '授权码只能使用一次。已用一个并未签发的授权码尝试了客户端认证。',
  'It was right when it came; of a token that was accepted only the claims are kept.':
    '到达时是正确的；对已接受的令牌仅保留声明。',
  'It was right when it came, and belongs to that one attempt.': '到达时是正确的，且只属于那一次登录尝试。',
  'It was right when it came, and is over by now.': '到达时是正确的，现在已过期。',
  'The access token is not kept.': '不保留访问令牌。',
  'Asking for it needs an access token, which is not kept.': '请求它需要访问令牌，而访问令牌不予保留。',
  'Asking for the groups needs an access token, which is not kept.':
    '请求组需要访问令牌，而访问令牌不予保留。',
  'A response counts once; the list of those that were used is left alone.':
    '每个响应只算一次；已使用的响应列表保持不变。',
  'The second opinion knows no time but now.': 'SAML 库只能按当前时间判断。',
  'Nothing that names the person was kept: only what failed was tried again.':
    '没有保留能指明此人的内容：只重新尝试了失败的步骤。',
  'No answer came.': '没有收到回应。',
  'its domain is proved': '其域名已验证',
  'not named': '未指明',
  'no address sent': '未发送地址',
  'linked to an existing account': '已关联到现有账户',
  'linked before': '此前已关联',
  created: '已创建',
};

/** Those that hold a value; what is said of a role rule is the server's own. */
const patterns: readonly (readonly [RegExp, (...values: string[]) => string])[] = [
  [/^The provider does not say that it knows (.+)\.$/, (wanted) => `身份提供商没有说明它支持 ${wanted}。`],
  [
    /^The certificate has expired: (.+)\. It is still accepted\.$/,
    (seen) => `证书已过期：${seen}。仍被接受。`,
  ],
  [
    /^The provider does not offer the binding (.+): (.+) is used\.$/,
    (wanted, used) => `身份提供商不提供 ${wanted} 绑定：使用 ${used}。`,
  ],
  [
    /^The provider refused the signed assertion \((.+)\); the client secret was used in its place\.$/,
    (cause) => `身份提供商拒绝了签名的断言 (${cause})；已改用客户端密钥。`,
  ],
  [
    /^The provider sent no groups; the mapping says: (.+)\.$/,
    (says) => `身份提供商没有发送组；映射的设置为：${says}。`,
  ],
  [
    /^An account has this address; it must be proved first \((.+)\)\.$/,
    (reason) => `已有账户使用此地址；须先证明 (${reason})。`,
  ],
  [/^(\d+) keys$/, (count) => `${count} 个密钥`],
];

/** Undefined when there are no words for it: then the server's own are shown. */
export function chineseNote(text: string): string | undefined {
  if (Object.hasOwn(notes, text)) return notes[text];
  for (const [pattern, words] of patterns) {
    const [whole, ...values] = pattern.exec(text) ?? [];
    if (whole !== undefined) return words(...values);
  }
  return undefined;
}
