// How long the tests that take load, chance and time go on: shortly in every run, fully where BROADSHEET_LONG_TESTS is set.

const isLong = Boolean(process.env.BROADSHEET_LONG_TESTS);

export const kills = isLong ? 100 : 4;
export const malformedRequests = isLong ? 100_000 : 4_000;
export const overloadTime = isLong ? 30_000 : 3_000; // ms
