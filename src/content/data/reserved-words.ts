// First parts of addresses that Broadsheet or its service answers itself: no section can have them.
const words = "archive assets authors corrections desk feeds media most-read search tags v1";
export const reservedWords: ReadonlySet<string> = new Set(words.split(" "));
