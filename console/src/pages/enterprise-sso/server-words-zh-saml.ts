/** Causes of SAML in Chinese. */
import type { Words } from './server-words-zh.ts';

const words = (title: string, fix: string): Words => ({ title, fix });

const impostor = '不应有人凭此登录。';

export const zhSamlCauses: Partial<Record<string, Words>> = {
  'saml.metadata_invalid': words(
    '身份提供商的 SAML 元数据无法使用。',
    '请确认该地址指向身份提供商的 SAML 元数据 (XML)。登录记录中写明了问题所在。',
  ),
  'saml.metadata_entity': words(
    'SAML 元数据描述的不是此连接器的身份提供商。',
    '请逐字比对连接器与元数据中的实体 ID。',
  ),
  'saml.metadata_no_certificate': words(
    'SAML 元数据中没有可用的签名证书。',
    '请让身份提供商发布 RSA 密钥不少于 2048 位的签名证书。',
  ),
  'saml.metadata_expired': words(
    '身份提供商的 SAML 元数据已过期。',
    '请让身份提供商发布新的元数据，或上传当前的元数据。',
  ),
  'saml.malformed': words(
    'SAML 响应不是可读的 XML。',
    '请检查身份提供商以及它与此服务器之间的设备：响应到达时已损坏。',
  ),
  'saml.too_large': words(
    'SAML 响应过大或嵌套过深。',
    '请让身份提供商少发送属性，尤其是群组：总计不超过 512 kB。',
  ),
  'saml.forbidden_xml': words(
    'SAML 响应包含绝不接受的 XML：DOCTYPE、处理指令、CDATA 或注释。',
    `${impostor}身份提供商用不到它们；请检查它与此服务器之间的设备。`,
  ),
  'saml.not_a_response': words(
    '收到的不是 SAML 2.0 响应。',
    '请在身份提供商处将此连接器的 ACS 地址仅登记为响应的地址。',
  ),
  'saml.duplicate_ids': words('SAML 响应中有两个元素的 ID 相同。', `${impostor}这是企图混入另一身份的迹象。`),
  'saml.wrapped': words(
    'SAML 响应在不该有元素的位置出现了元素。',
    `${impostor}这是企图混入另一身份的迹象（签名包装）。`,
  ),
  'saml.assertion_count': words(
    'SAML 响应中的断言不是恰好一个。',
    '请让身份提供商在每个响应中发送一个断言。',
  ),
  'saml.status': words(
    '身份提供商返回了错误。',
    '登录记录中有它的说明；其管理员可在自己的日志中找到更多信息。',
  ),
  'saml.nameid_policy': words(
    '身份提供商不支持所请求的 NameID 格式。',
    '请在连接器中选择身份提供商处设置的格式，或选择“由身份提供商决定”。',
  ),
  'saml.authn_context': words(
    '身份提供商无法按要求的强度登录此人。',
    '请让此人使用应用所要求的登录方式，或降低要求。',
  ),
  'saml.unsigned': words('SAML 响应及其断言均未签名。', '请在身份提供商处启用签名：断言、响应，或两者都签。'),
  'saml.signature_algorithm': words(
    'SAML 响应的签名算法不被接受。',
    '请在身份提供商处将签名算法设为 RSA-SHA256；从不接受 SHA-1。',
  ),
  'saml.signature_form': words(
    'SAML 响应的签名不符合 SAML 规定的形式。',
    `${impostor}签名必须恰好覆盖它所在的元素（SAML Core 5.4 节）。`,
  ),
  'saml.unknown_certificate': words(
    'SAML 响应使用了此连接器不信任的证书签名。',
    '如果身份提供商换了新证书，请在连接器中更新元数据或证书。',
  ),
  'saml.bad_signature': words(
    'SAML 响应的签名不正确。',
    `${impostor}请检查连接器中的证书，以及此服务器与身份提供商之间的设备。`,
  ),
  'saml.not_encrypted': words(
    '断言未加密，而此连接器要求加密。',
    '请在身份提供商处用此连接器的证书启用断言加密，或取消该要求。',
  ),
  'saml.decryption': words(
    '无法解密加密的断言。',
    '请在身份提供商处上传此连接器的当前证书，并使用 RSA-OAEP 和 AES（GCM 或 CBC）。',
  ),
  'saml.wrong_issuer': words('SAML 响应来自另一个身份提供商。', '请检查连接器中身份提供商的实体 ID。'),
  'saml.wrong_destination': words(
    'SAML 响应是发往另一个地址的。',
    '请在身份提供商处逐字登记此连接器的 ACS 地址。',
  ),
  'saml.wrong_recipient': words('断言是发往另一个地址的。', '请在身份提供商处逐字登记此连接器的 ACS 地址。'),
  'saml.wrong_audience': words(
    '断言是给另一个应用的。',
    '请在身份提供商处逐字填写此连接器的实体 ID（受众）。',
  ),
  'saml.conditions': words(
    '断言缺少必须有的条件，或含有无法识别的条件。',
    '请让身份提供商发送标准的 SAML 2.0 浏览器登录断言。',
  ),
  'saml.no_confirmation': words(
    '断言没有可用的持有者 (bearer) 确认。',
    '请让身份提供商发送浏览器登录配置所需的主体确认（SAML Profiles 4.1.4.2 节）。',
  ),
  'saml.wrong_request': words('SAML 响应对应的不是此浏览器中的登录。', '请从应用重新开始。'),
  'saml.unsolicited': words(
    '此连接器不接受从身份提供商发起的登录。',
    '请从应用开始，或让管理员为此连接器允许这种登录。',
  ),
  'saml.expired': words('SAML 响应太旧。', '请重新开始。如果仍然如此，请检查此服务器和身份提供商的时钟。'),
  'saml.not_yet_valid': words(
    'SAML 响应的时间在未来。',
    '请检查此服务器和身份提供商的时钟：允许相差两分钟。',
  ),
  'saml.replayed': words('此 SAML 响应已被使用过。', '请从应用重新开始。'),
  'saml.no_sign_in': words('断言没有说明有人登录。', '请让身份提供商发送身份验证声明。'),
  'saml.stale_sign_in': words(
    '应用要求的登录时间比身份提供商提供的更近。',
    '请在身份提供商处退出，然后重新开始。',
  ),
  'saml.nameid': words('断言没有可用的 NameID。', '请让身份提供商发送一个不超过 256 个字符的普通 NameID。'),
  'saml.nameid_transient': words(
    '身份提供商每次登录都用不同的名称标识此人（transient NameID）。',
    '请在那里选择 persistent 或 emailAddress 格式的 NameID，或在连接器中填写标识人员的属性。',
  ),
  'saml.email_ambiguous': words(
    '断言中有多个邮箱地址。',
    '请让身份提供商只在一个属性中发送一个值：多个地址中哪个是本人的，这里无从得知。',
  ),
  'saml.key_attribute': words(
    '断言缺少标识人员的属性。',
    '请让身份提供商发送连接器中填写的属性，且只发送一次。',
  ),
  'saml.refused': words('SAML 库拒绝了该响应。', '登录记录中有它的说明。'),
};
