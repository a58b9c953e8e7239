/**
 * Says whether a password is one of those that are tried first: well-known words with the usual decorations
 * (capitals, look-alike characters, a year, a few digits, an exclamation mark), keyboard walks, repetitions and
 * number runs. A rule covers more than a list of a million lines and fits on one screen.
 */

const words = new Set(
  `password passwort passwd pass passw motdepasse contrasena contraseña senha parola wachtwoord haslo heslo salasana
  losenord mima woaini admin administrator adminadmin root toor user username guest test testing tester demo default
  login signin welcome hello hallo hola bonjour changeme change letmein letme openup opensesame access secret
  secrets private qwerty qwertz azerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc
  iloveyou ilove loveyou lovely love loveme lover sweet sweetheart sweetie honey baby babygirl babyboy darling angel
  angels princess prince queen king kings kitty kitten puppy doggy bunny monkey dragon tiger lion eagle wolf bear
  panther falcon hawk shark dolphin horse panda chicken turtle spider butterfly rabbit snake cobra phoenix unicorn
  football soccer baseball basketball hockey tennis golf rugby cricket volleyball swimming skating skateboard
  liverpool arsenal chelsea barcelona realmadrid juventus manchester everton celtic rangers yankees lakers cowboys
  steelers eagles packers patriots redsox bulls raiders giants dodgers
  superman batman spiderman ironman wolverine hulk thor avengers joker starwars skywalker yoda vader matrix neo
  trinity pokemon pikachu mario zelda minecraft fortnite roblox naruto goku sonic harrypotter hogwarts gandalf frodo
  tolkien merlin excalibur camelot startrek enterprise scooby snoopy garfield mickey minnie disney tinkerbell barbie
  summer winter spring autumn fall january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday sommer herbst fruhling verano invierno
  sunshine sunny rainbow moonlight star stars starlight shadow storm thunder lightning fire flame ice snow snowball
  snowman ocean river flower flowers rose roses daisy lily orchid violet cherry strawberry banana apple orange peach
  lemon coconut cookie cookies chocolate candy sugar cheese pizza burger coffee whiskey beer vodka pepper ginger
  peanut butter muffin cupcake pumpkin pickle
  michael michelle jennifer jessica jordan ashley amanda andrew anthony daniel david robert thomas charlie george
  william joshua matthew nicole nicholas samantha hannah melissa robert jasmine justin taylor brandon thomas martin
  maggie maria marina laura alexander alexandra patrick richard steven ryan sophie sarah rachel rebecca joseph john
  james jack harry oliver oscar lucky buster bailey rocky max toby cooper murphy molly bella sadie sandra anna andrea
  chris christian christine elizabeth victoria diana olivia emma julia ivan natasha sergey carlos juan jose miguel
  london paris berlin madrid moscow newyork chicago boston dallas houston austin denver california florida texas
  america canada england france germany espana italia brasil australia china japan india russia mexico africa
  mercedes porsche ferrari lamborghini mustang corvette camaro harley yamaha honda toyota nissan subaru audi bmw
  ford chevy jeep suzuki kawasaki ducati
  google facebook twitter instagram linkedin youtube microsoft windows apple android iphone samsung nokia sony
  nintendo playstation xbox internet computer laptop keyboard mouse monitor server database network system oracle
  cisco linux ubuntu debian office outlook gmail yahoo hotmail gatehouse entra okta logto company business work
  manager employee service support info webmaster backup temp temporary newpassword mypassword mypass yourpassword
  thepassword nopassword password passpass passme logmein trustno trustme whatever nothing something everything
  anything forever always never family mother father mommy daddy brother sister friend friends bestfriend jesus
  jesuschrist christ god godisgood heaven blessed faith grace hope peace freedom liberty justice america victory
  master masters killer hunter ranger soldier sniper ninja samurai pirate warrior knight wizard magic mystic legend
  hero champion winner player gamer hacker cracker matrix cheater trouble danger maverick cowboy rebel outlaw
  metallica nirvana slipknot beatles elvis eminem rockstar guitar drummer music metal rocknroll blink greenday
  fuckyou fuckoff fuckme fuck asshole bitch bastard pussy biteme sexy sexygirl hottie boobs penis bigdick
  abc abcd abcde abcdef abcdefg abcdefgh alphabet one onetwo onetwothree number numbers zero blahblah yomama
  correcthorsebatterystaple aa aaa bbb xxx zzz qq qqq ww asd asdasd qwe qweqwe qweasd qweasdzxc zxc zaq zaqxsw
  samsung creative dreamer diamond silver golden gold platinum purple yellow orange black white blue green red pink
  crystal pearl ruby emerald sapphire jasmine treasure money cash dollar million rich boss bigboss gangster ghetto
  hiphop player trustno internet blowme redskins mustang pussycat garfield cameron slayer scorpion viking spartan
  titan trojan gladiator hercules apollo athena zeus venus mercury saturn jupiter neptune pluto galaxy universe
  cosmos rocket apollo shuttle`.split(/\s+/),
);

/** Rows that a finger slides along; a walk is a piece of one of them, in either direction. */
const rows = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl;',
  'zxcvbnm,./',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()_+',
  'qweasdzxc',
  '147258369',
  '159357',
  '741852963',
  '789456123',
].flatMap((row) => [row, [...row].reverse().join('')]);

const lookAlikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const unmask = (text: string) => text.replace(/[013457@$!]/g, (c) => lookAlikes[c] ?? c);

const isWord = (text: string) => words.has(text) || words.has(unmask(text));

/** A word, then up to four digits or a year, then up to three marks; or digits first. */
function isDecoratedWord(text: string): boolean {
  const bare = text.replace(/[!?.#*@$_-]{1,3}$/, '');
  const candidates = [text, bare];
  for (const one of [text, bare]) {
    for (let digits = 1; digits <= 6; digits += 1) {
      if (/^\d+$/.test(one.slice(-digits))) candidates.push(one.slice(0, -digits));
    }
    candidates.push(one.replace(/^\d{1,4}/, ''), one.replace(/[@#_.-]\d{1,4}$/, ''));
  }
  return candidates.some(isWord);
}

/** One to four characters over and over: `aaaaaaaa`, `12121212`, `abcabcabc`. */
const isRepetition = (text: string) => /^(.{1,4})\1+.{0,3}$/s.test(text) && new Set(text).size <= 4;

const isWalk = (text: string) => rows.some((row) => row.includes(text));

/** Two known parts in a row: `qwerty12345678`, `asdfasdf`, `iloveyou123456`. */
function isTwoParts(text: string): boolean {
  for (let at = 3; at <= text.length - 3; at += 1) {
    const [head, tail] = [text.slice(0, at), text.slice(at)];
    const known = (part: string) => isWalk(part) || words.has(part);
    if (known(head) && known(tail)) return true;
  }
  return false;
}

/** A day written as digits: 8 of them that read as a date of the last hundred years. */
const isDate = (text: string) =>
  /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(text) ||
  /^((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(19|20)\d\d$/.test(text);

export function isCommonPassword(plain: string): boolean {
  const text = plain.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return (
    isDecoratedWord(text) ||
    isRepetition(text) ||
    isWalk(text) ||
    (text.length <= 24 && isTwoParts(text)) ||
    isDate(text)
  );
}
