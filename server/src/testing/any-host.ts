/** For tests: every host name leads to this machine, as the DNS of custom domains leads to an installation. */
import { lookup } from 'node:dns';
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';

/** @returns puts things back */
export function leadEveryHostHere(): () => Promise<void> {
  const before = getGlobalDispatcher();
  const agent = new Agent({
    connect: { lookup: (_name, options, done) => lookup('localhost', options, done) },
  });
  setGlobalDispatcher(agent);
  return async () => {
    setGlobalDispatcher(before);
    await agent.close();
  };
}
