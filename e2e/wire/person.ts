/** What a person does at an application: register, sign in, come back. Each returns when the server has acknowledged it. */
import { type Application, codeOf, type Tokens, tokensOf } from './application.ts';
import { PlainBrowser, textOf } from './plain-browser.ts';

export interface Person {
  email: string;
  password: string;
  /** As an address of their own, through X-Forwarded-For. */
  address: string;
}

export interface SignedIn {
  browser: PlainBrowser;
  code: string;
  tokens: Tokens;
}

export function newPerson(number: number): Person {
  const digits = number.toString(36);
  return {
    email: `person-${digits}@example.com`,
    password: `correct-horse-${digits}-battery`,
    address: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`,
  };
}

export const browserOf = (person: Person, endpoint: string, node?: string): PlainBrowser =>
  new PlainBrowser(endpoint, { node, headers: { 'x-forwarded-for': person.address } });

export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The pages of registration, up to the code; the account exists when this returns. */
export async function register(person: Person, application: Application, browser: PlainBrowser) {
  const { url, verifier } = application.authorizationRequest({ first_screen: 'register' });
  await browser.open(url);
  await browser.submit({ email: person.email });
  return { code: codeOf(await browser.submit({ password: person.password })), verifier };
}

/** The pages of a password sign-in, up to the code. A page instead of the way back is a `Refused`. */
export async function enterPassword(person: Person, application: Application, browser: PlainBrowser) {
  const { url, verifier } = application.authorizationRequest();
  await browser.open(url);
  await browser.submit({ identifier: person.email });
  const end = await browser.submit({ password: person.password });
  if (end.url.startsWith(browser.home)) throw new Refused(`${end.status} ${textOf(end.text)}`);
  return { code: codeOf(end), verifier };
}

/** From nothing to tokens. */
export async function signIn(
  person: Person,
  application: Application,
  browser: PlainBrowser,
): Promise<SignedIn> {
  const { code, verifier } = await enterPassword(person, application, browser);
  return { browser, code, tokens: tokensOf(await application.exchange(code, verifier)) };
}

/** Whether the browser's session still answers without a page. */
export async function isSignedIn(application: Application, browser: PlainBrowser): Promise<boolean> {
  const page = await browser.open(application.authorizationRequest({ prompt: 'none' }).url);
  return new URL(page.url).searchParams.has('code');
}
