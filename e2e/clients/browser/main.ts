// A single-page application with Logto's SDK for browsers, unmodified. What it can do, tests call by `window.application`.
import LogtoClient from '@logto/browser';

const settings = new URLSearchParams(location.hash.slice(1));
const endpoint = settings.get('endpoint') ?? sessionStorage.getItem('endpoint') ?? '';
sessionStorage.setItem('endpoint', endpoint);

const client = new LogtoClient({
  endpoint,
  appId: 'spa',
  scopes: ['email', 'custom_data'],
  resources: ['https://api.bookstore.example'],
});

const application = {
  signIn: () => client.signIn({ redirectUri: `${location.origin}/callback` }),
  signOut: () => client.signOut(`${location.origin}/`),
  isAuthenticated: () => client.isAuthenticated(),
  claims: () => client.getIdTokenClaims(),
  userInfo: () => client.fetchUserInfo(),
  accessToken: (resource?: string) => client.getAccessToken(resource),
  accessTokenClaims: (resource: string) => client.getAccessTokenClaims(resource),
  forgetAccessTokens: () => client.clearAccessToken(),
};
declare global {
  interface Window {
    application: typeof application;
  }
}
window.application = application;

if (location.pathname === '/callback') {
  await client.handleSignInCallback(location.href);
  history.replaceState({}, '', '/');
}
document.title = (await client.isAuthenticated()) ? 'signed in' : 'signed out';
