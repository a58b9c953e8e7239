import { auth } from '../../lib/auth.js';
import { Links } from '../links.js';

export default async function UserInfo() {
  const { userInfo } = await auth.getContext({ fetchUserInfo: true });
  return (
    <>
      <Links />
      <h2>User info</h2>
      <pre id="user-info">{JSON.stringify(userInfo, null, 2)}</pre>
    </>
  );
}
