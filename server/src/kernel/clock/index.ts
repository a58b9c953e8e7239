/**
 * The only source of the current time. Everything that asks "what time is it" gets a Clock, so that tests
 * can hold it still. Expiry that several nodes judge asks the database's clock instead (DESIGN section 11).
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface FixedClock extends Clock {
  advance(milliseconds: number): void;
  set(to: Date): void;
}

/** A clock that moves only when it is told to. */
export function fixedClock(start: Date = new Date('2030-01-01T00:00:00Z')): FixedClock {
  let time = start.getTime();
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
    set: (to) => {
      time = to.getTime();
    },
  };
}
