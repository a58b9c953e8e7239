/**
 * What is asked of a provider on the way: each call has a line of its own in the trace, with how long it took. What
 * came back of two of them is listened to, so that an answer that was refused can be judged again another day.
 */
import { pass, type SsoTrace, since, skip } from '../trace.ts';

export type Call = 'call.discovery' | 'call.token' | 'call.keys' | 'call.userinfo';

export interface Ear {
  /** Runs the call and writes its line; whether the answer is any good is for the rules to say. */
  call(name: Call, ask: () => Promise<Response>): Promise<Response>;
  /** The last answer's body, as text. */
  heard(name: Call): Promise<string | undefined>;
}

/** Bodies are read and bounded before they get here (kernel/outbound), so a copy costs no more. */
export function listenTo(trace: SsoTrace): Ear {
  const answers = new Map<Call, Response>();
  return {
    async call(name, ask) {
      const began = since(trace);
      try {
        const response = await ask();
        pass(trace, name, `HTTP ${response.status}`, began);
        answers.set(name, response.clone());
        return response;
      } catch (error) {
        skip(trace, name, 'No answer came.', began);
        throw error;
      }
    },
    heard: async (name) => answers.get(name)?.clone().text(),
  };
}
