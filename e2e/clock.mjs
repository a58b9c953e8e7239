// Loaded before a program (`node --import`): its clock is ahead by GATEHOUSE_TEST_AHEAD_MS, in every thread.
const ahead = Number(process.env.GATEHOUSE_TEST_AHEAD_MS ?? 0);
const RealDate = Date;
const now = () => RealDate.now() + ahead;

globalThis.Date = class Date extends RealDate {
  constructor(...given) {
    super(...(given.length > 0 ? given : [now()]));
  }
  static now() {
    return now();
  }
};
