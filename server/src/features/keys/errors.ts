/** What can go wrong with signing keys. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'keys.too_soon': {
    status: 409,
    message:
      'The next key was published less than {minutes} minutes ago, so clients that cache keys may not know it yet. Wait, or rotate with force after a leak.',
  },
  'keys.rotated_meanwhile': {
    status: 409,
    message:
      'The keys were rotated by somebody else at the same moment. Look at them before you rotate again.',
  },
});
