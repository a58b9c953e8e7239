/** Causes of failed sign-ins and problems of providers in Chinese, by their codes; the English is the server's own. */
export interface Words {
  title: string;
  fix: string;
}

const words = (title: string, fix: string): Words => ({ title, fix });

export const zhProblems: Partial<Record<string, Words>> = {
  'issuer.malformed': words(
    '其中没有地址。',
    '请输入颁发者，例如 https://idp.example，或其 OpenID 配置的地址。',
  ),
  'issuer.personal_accounts': words('这是不属于任何组织的微软个人账户。', '请使用该组织的租户标识。'),
  'issuer.needs_tenants': words(
    'common 和 organizations 允许所有 Entra 租户的人登录。',
    '请列出允许登录的租户标识，或使用单个租户的颁发者。',
  ),
  'issuer.tenants_unused': words(
    '颁发者为单个租户时，租户列表没有意义。',
    '请清空列表，或使用 organizations 的颁发者。',
  ),
  'discovery.not_json': words(
    '该地址有页面，但不是 OpenID 配置。',
    '请检查颁发者：那里不是 JSON 文档。也许缺少一段路径，例如 realm 或授权服务器的路径。',
  ),
  'discovery.moved': words('该地址返回重定向，系统不会跟随。', '请输入它指向的地址。'),
  'discovery.no_issuer': words('该地址的文档没有写明颁发者。', '它不是 OpenID 配置，请检查地址。'),
  'discovery.endpoint_missing': words(
    'OpenID 配置缺少登录所需的地址。',
    '请检查身份提供商：也许那里未启用 OpenID Connect，或这是其他内容的配置。',
  ),
  'discovery.endpoint_insecure': words(
    'OpenID 配置中有非 https 的地址。',
    '请让身份提供商的管理员设置其公开地址。',
  ),
  'discovery.no_keys': words(
    '身份提供商在 jwks_uri 处没有发布密钥。',
    '没有密钥就无法验证 ID 令牌，请检查身份提供商。',
  ),
  'discovery.no_code_flow': words('身份提供商不提供授权码流程。', '请为该应用允许响应类型 code。'),
  'discovery.algorithms': words(
    '身份提供商的 ID 令牌签名方式均不被接受。',
    '请让它使用 RS256 或 ES256 签名。',
  ),
  'discovery.no_s256': words(
    '身份提供商没有说明支持 S256 的 PKCE。',
    '系统仍会使用 PKCE。如登录失败，请在那里启用 PKCE (S256)；测试可以验证。',
  ),
  'discovery.client_authentication': words(
    '身份提供商没有列出将要使用的客户端密钥发送方式。',
    '如表单中有其他客户端认证方式，请改用。',
  ),
  'discovery.scope_missing': words(
    '身份提供商没有列出将要请求的某个范围。',
    '请为该应用允许此范围；测试可以验证是否有影响。',
  ),
};

export const zhCauses: Partial<Record<string, Words>> = {
  'connector.unknown': words('没有这个单点登录连接器。', '请从应用重新开始。'),
  'connector.disabled': words('此连接器已停用。', '管理员可以重新启用它。'),
  'connector.switched_off': words('此处的单点登录已关闭。', '管理员可以在登录体验中开启。'),
  'idp.unreachable': words(
    '身份提供商没有响应。',
    '请稍后重试。如果仍然如此，请确认它正在运行，且此服务器可以访问它。',
  ),
  'idp.address_refused': words(
    '身份提供商的地址位于此服务器不会访问的网络中。',
    '请更正颁发者，或让运维人员允许访问该地址。',
  ),
  'idp.bad_answer': words(
    '身份提供商的回应无法使用。',
    '请检查身份提供商：其回应不是有效的 OpenID Connect 回应。',
  ),
  'discovery.not_found': words(
    '颁发者处没有 OpenID 配置。',
    '请检查颁发者。Entra ID 的以 /v2.0 结尾，Okta 的是授权服务器的完整地址。',
  ),
  'discovery.invalid': words(
    '身份提供商的 OpenID 配置无效。',
    '请打开颁发者地址加上 /.well-known/openid-configuration，并与其文档对照。',
  ),
  'discovery.issuer_mismatch': words(
    '身份提供商自称的颁发者与配置的不同。',
    '请将其 OpenID 配置中写明的颁发者填入连接器。',
  ),
  'discovery.insecure': words('颁发者是 http 地址。', '请使用身份提供商的 https 地址。'),
  'callback.malformed': words(
    '身份提供商的回应不完整。',
    '请从应用重新开始。目前不支持从身份提供商门户的磁贴进入。',
  ),
  'callback.unknown': words('此处不认识这次登录。', '请从应用重新开始。'),
  'callback.expired': words('这次登录超过了十分钟。', '请从应用重新开始。'),
  'callback.replayed': words('这次登录此前已完成。', '请返回应用；如未登录，请在那里重新开始。'),
  'callback.other_browser': words(
    '这次登录是在另一个浏览器中开始的，或浏览器不保存 Cookie。',
    '请在此浏览器中重新开始，并允许本站的 Cookie。',
  ),
  'callback.wrong_connector': words(
    '回应到达了另一个连接器的地址。',
    '请在身份提供商处注册此连接器的重定向地址，而不是其他连接器的。',
  ),
  'callback.wrong_issuer': words(
    '回应中的身份提供商与所请求的不同。',
    '请重新开始。如果仍然如此，请检查连接器的颁发者 (RFC 9207)。',
  ),
  'idp.access_denied': words('登录在身份提供商处被取消或拒绝。', '请重新开始，并在身份提供商处同意。'),
  'idp.user_not_assigned': words(
    '该账户在身份提供商处未分配到此应用。',
    '身份提供商的管理员可以将此人或其所在组分配到该应用。',
  ),
  'idp.interaction_required': words('身份提供商要求此人先在那里登录。', '请不使用静默登录重新开始。'),
  'idp.consent_required': words(
    '该应用在身份提供商处未获得同意。',
    '身份提供商的管理员可以代表整个组织授予同意。',
  ),
  'idp.policy': words(
    '身份提供商的策略阻止了这次登录。',
    '其管理员可在登录日志中找到原因（Entra ID 中为条件访问）。',
  ),
  'idp.refused': words('身份提供商返回了错误。', '记录中有它的说明；其管理员可在自己的日志中找到更多信息。'),
  'client.secret_wrong': words(
    '身份提供商不接受客户端密钥。',
    '请将密钥的值（在 Entra ID 中不是密钥标识）复制到连接器。',
  ),
  'client.secret_expired': words('客户端密钥已过期。', '请在身份提供商处创建新密钥，并填入连接器。'),
  'client.unknown': words(
    '身份提供商不认识客户端标识。',
    '请重新复制客户端标识，并确认该应用存在于对方的这个组织中。',
  ),
  'client.not_multi_tenant': words(
    '身份提供商处的应用仅供单个租户使用。',
    '请使用该租户的颁发者，或将应用设为多租户。',
  ),
  'client.redirect_uri': words('重定向地址未在身份提供商处注册。', '请在那里逐字注册此连接器的重定向地址。'),
  'token.code_rejected': words(
    '身份提供商不再接受自己发出的授权码。',
    '请重新开始：授权码只能使用一次，且仅几分钟内有效。',
  ),
  'token.refused': words('身份提供商拒绝发放令牌。', '记录中有它的说明。'),
  'id_token.missing': words('身份提供商没有发送 ID 令牌。', '请为该应用允许 openid 范围。'),
  'id_token.malformed': words('无法读取 ID 令牌。', '请检查身份提供商：令牌不是有效的 JWT。'),
  'id_token.algorithm': words(
    'ID 令牌的签名方式不被接受。',
    '请让身份提供商使用 RS256 或 ES256；从不接受未签名的令牌。',
  ),
  'id_token.expired': words(
    'ID 令牌太旧：已过期，或早在这次登录之前签发。',
    '请检查此服务器和身份提供商的时钟。',
  ),
  'id_token.not_yet_valid': words('ID 令牌的时间在未来。', '请检查此服务器和身份提供商的时钟。'),
  'id_token.claim_missing': words('ID 令牌缺少每个 ID 令牌都必须有的声明。', '记录中写明了是哪个声明。'),
  'id_token.wrong_issuer': words('ID 令牌来自另一个颁发者。', '请检查连接器的颁发者。'),
  'id_token.wrong_audience': words('ID 令牌是给另一个应用的。', '请检查连接器的客户端标识。'),
  'id_token.wrong_party': words('ID 令牌是签发给另一个应用的。', '请检查连接器的客户端标识。'),
  'id_token.wrong_nonce': words(
    'ID 令牌属于另一次登录。',
    '请重新开始。如果仍然如此，说明身份提供商没有返回 nonce。',
  ),
  'id_token.wrong_access_token': words(
    'ID 令牌与访问令牌不匹配。',
    '请重新开始。如果仍然如此，请检查此服务器与身份提供商之间的设备。',
  ),
  'id_token.stale_sign_in': words(
    '应用要求的登录时间比身份提供商提供的更近。',
    '请在身份提供商处退出，然后重新开始。',
  ),
  'id_token.unknown_key': words(
    'ID 令牌使用了身份提供商未发布的密钥签名。',
    '请检查其密钥集；自带密钥的 Entra 应用需要在颁发者的配置中加入该密钥。',
  ),
  'id_token.bad_signature': words(
    'ID 令牌的签名不正确。',
    '不应有人凭此令牌登录。请检查此服务器与身份提供商之间的设备。',
  ),
  'userinfo.failed': words('身份提供商不提供用户信息。', '请为该应用允许 profile 和 email 范围。'),
  'userinfo.wrong_subject': words(
    '用户信息与 ID 令牌属于不同的人。',
    '不应有人凭此登录。请检查身份提供商的用户信息端点。',
  ),
  'identity.incomplete': words(
    '身份提供商没有说明此人是谁。',
    '请允许 profile 范围；Entra ID 必须发送 tid 和 oid 声明。',
  ),
  'entra.tenant_not_allowed': words(
    '该账户属于此连接器不接受的 Entra 租户。',
    '请使用正确组织的账户登录，或将其租户标识加入连接器。',
  ),
  'google.hosted_domain': words(
    '该 Google 账户不属于此连接器的 Workspace。',
    '请选择您所在组织的账户，或将 Workspace 的主域名加入连接器。',
  ),
  'email.missing': words(
    '身份提供商没有发送邮箱地址。',
    '请在那里填写此人的邮箱地址并允许 email 范围；在 Entra ID 中请添加可选声明 email。',
  ),
  'email.unverified': words(
    '没有证据表明该邮箱地址属于此人。',
    '请为此连接器验证域名，或让身份提供商发送 email_verified（在 Entra ID 中为可选声明 xms_edov）。',
  ),
  'email.outside_domains': words(
    '该邮箱地址的域名不属于此连接器。',
    '请使用该组织的地址登录，或将域名加入连接器。',
  ),
  'identity.other_person': words(
    '使用此邮箱地址的账户属于身份提供商处的另一个人。',
    '如果是同一个人在那里有了新账户，管理员可以从用户中移除旧的外部身份。',
  ),
  'test.unknown': words('此处不认识该测试链接，或它已被使用过，或已超过十分钟。', '请开始新的测试。'),
  'test.unopened': words('测试链接在十分钟内没有被打开。', '请开始新的测试。'),
  'test.no_return': words(
    '身份提供商在十分钟内没有将浏览器送回。',
    '如果它显示了自己的错误，很可能是客户端标识或重定向地址未在那里注册：请逐字比对两者。',
  ),
  'test.connector_changed': words('测试进行时连接器被更改。', '请开始新的测试。'),
  'user.suspended': words('该账户已被停用。', '管理员可以恢复它。'),
  'user.proof_needed': words('已存在使用此邮箱地址的账户。', '请先以通常方式登录一次，以便关联两者。'),
  'user.conflict': words('登录过程中账户发生了变化。', '请重新开始。'),
};
