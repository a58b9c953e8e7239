// The request context: who asks, known to everything that the request sets in motion and to nothing else.
import { expect, it } from 'vitest';
import { currentRequest, requestContext } from './request-context.ts';

const info = (requestId: string) => ({ requestId, address: '203.0.113.1' });

it('follows a request through asynchronous calls and never mixes two of them', async () => {
  const seen = async (id: string) => {
    await new Promise(setImmediate);
    return [id, currentRequest()?.requestId];
  };
  const pairs = await Promise.all(['a', 'b'].map((id) => requestContext.run(info(id), () => seen(id))));
  expect(pairs).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ]);
  expect(currentRequest()).toBeUndefined();
});

it('learns the actor once authentication has told', () => {
  requestContext.run(info('a'), () => {
    const request = currentRequest();
    if (request) request.actor = { type: 'user', id: 'usr_1' };
    expect(currentRequest()?.actor?.id).toBe('usr_1');
  });
});
