/**
 * Providers that give a mailbox to anybody. No organization can claim such a domain: whoever did would
 * sign in as strangers. Not complete by nature; ownership proof by DNS is what finally decides.
 */
const names = `
126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com aim.com aliyun.com aol.com arcor.de atlas.cz att.net
bellsouth.net bigpond.com bluewin.ch bol.com.br btinternet.com centrum.cz charter.net comcast.net cox.net
daum.net duck.com earthlink.net email.com email.cz fastmail.com fastmail.fm foxmail.com free.fr freenet.de
gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hanmail.net hey.com hotmail.ca hotmail.co.jp
hotmail.co.uk hotmail.com hotmail.com.br hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com
ig.com.br inbox.com inbox.lv inbox.ru interia.pl juno.com kakao.com laposte.net libero.it list.ru live.ca
live.cn live.co.uk live.com live.com.au live.de live.fr live.it live.nl mac.com mail.com mail.de mail.ru
mailbox.org mailfence.com me.com msn.com naver.com nate.com netscape.net o2.pl onet.pl optonline.net
optusnet.com.au orange.fr outlook.com outlook.com.br outlook.de outlook.es outlook.fr outlook.it outlook.jp
pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com rocketmail.com
rogers.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com sky.com sohu.com
startmail.com sympatico.ca t-online.de talktalk.net telia.com telus.net terra.com.br tiscali.it tom.com
tuta.com tuta.io tutamail.com tutanota.com tutanota.de uol.com.br ukr.net verizon.net vip.163.com vip.qq.com
virgilio.it virginmedia.com vip.sina.com wanadoo.fr web.de windowslive.com wp.pl xtra.co.nz ya.ru yahoo.ca
yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.cn
yahoo.com.hk yahoo.com.mx yahoo.com.sg yahoo.com.tw yahoo.de yahoo.es yahoo.fr yahoo.in yahoo.it yandex.com
yandex.ru yeah.net ymail.com zoho.com zohomail.com
guerrillamail.com mailinator.com sharklasers.com temp-mail.org yopmail.com 10minutemail.com
`;

export const publicMailDomains: ReadonlySet<string> = new Set(names.trim().split(/\s+/));
