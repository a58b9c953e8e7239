/** What can go wrong with statistics. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'statistics.range_reversed': {
    status: 400,
    message: 'The range ends before it begins.',
    fix: 'Give a `from` that is not after `to`.',
  },
  'statistics.range_too_long': {
    status: 400,
    message: 'The range has more than {days} days.',
    fix: 'Ask for several shorter ones.',
  },
});
