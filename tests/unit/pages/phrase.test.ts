import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatNumber, type PhraseValue, phrase, pluralForms } from "../../../src/pages/phrase.ts";
import { ar } from "../../../src/pages/texts/ar.ts";
import { en } from "../../../src/pages/texts/en.ts";
import { hi } from "../../../src/pages/texts/hi.ts";
import { ja } from "../../../src/pages/texts/ja.ts";

const languages = { ar, en, hi, ja };

const rows: [key: string, language: string, value: PhraseValue | undefined, text: string][] = [
  ["latest", "en", undefined, "Latest"],
  ["minutesOfReading", "en", 1, "1 minute"],
  ["minutesOfReading", "en", 5, "5 minutes"],
  ["comments", "en", 0, "0 comments"],
  ["comments", "en-IN", 1234567, "12,34,567 comments"],
  ["comments", "en-US", 1234567, "1,234,567 comments"],
  ["comments", "hi", 0, "0 टिप्पणी"],
  ["comments", "hi", 2, "2 टिप्पणियाँ"],
  ["comments", "ja", 1, "コメント1件"],
  ["comments", "ar", 0, "لا تعليقات"],
  ["comments", "ar", 1, "تعليق واحد"],
  ["comments", "ar", 2, "تعليقان"],
  ["comments", "ar", 3, "3 تعليقات"],
  ["comments", "ar", 11, "11 تعليقًا"],
  ["comments", "ar", 100, "100 تعليق"],
  ["comments", "ar-EG", 11, "11 تعليقًا"],
  ["pageNumber", "en", 1200, "Page 1,200"],
  ["publishedBy", "en", "The $& Post", "Published by The $& Post"],
  ["publishedBy", "en", "{name}", "Published by {name}"],
  ["byline", "en", [], "By "],
  ["byline", "en", ["A"], "By A"],
  ["byline", "en", ["A", "B"], "By A and B"],
  ["byline", "en", [{ name: "A" }, { name: "B" }, { name: "C" }], "By A, B and C"],
  ["byline", "en-US", ["A", "B", "C"], "By A, B and C"],
  ["byline", "hi", ["A", "B", "C"], "लेखन: A, B और C"],
  ["byline", "ja", ["A", "B"], "文・A、B"],
  ["byline", "ar", ["A", "B", "C"], "بقلم A وB وC"],
  ["byline", "en", { names: "" }, "By "],
];

for (const [key, language, value, text] of rows) {
  test(`"${key}" in ${language} with ${JSON.stringify(value)} is "${text}"`, () => {
    assert.is(phrase(key, language, value), text);
  });
}

const fallbacks: [language: string, siteLanguage: string, text: string][] = [
  ["AR-eg", "en", "الأرشيف"],
  ["fr-CA", "en", "Archive"],
  ["fr-CA", "ja-JP", "過去の記事"],
  ["fr", "de", "Archive"],
  ["constructor", "en", "Archive"],
];

for (const [language, siteLanguage, text] of fallbacks) {
  test(`a page in ${language} of a site in ${siteLanguage} says "${text}"`, () => {
    assert.is(phrase("archive", language, undefined, siteLanguage), text);
  });
}

test("a key that no language has is an error that names it", () => {
  assert.throws(() => phrase("minutes", "en"), /no text is called "minutes"/);
  assert.throws(() => phrase("toString", "en"), /no text is called "toString"/);
});

test("a place without a value is an error that names it", () => {
  assert.throws(() => phrase("publishedBy", "en"), /"publishedBy" needs a value for \{name\}/);
  assert.throws(() => phrase("comments", "en"), /"comments" counts/);
  assert.throws(() => phrase("publishedBy", "en", 3), /\{name\}/);
});

test("the browser's forms are one for each plural category of the language, their place open", () => {
  assert.equal(pluralForms("views", "en-GB"), { one: "{n} view", other: "{n} views" });
  assert.equal(Object.keys(pluralForms("views", "ar")).sort(), ["few", "many", "one", "other", "two", "zero"]);
  assert.throws(() => pluralForms("latest", "en"), /has no plural forms/);
});

for (const [language, texts] of Object.entries(languages)) {
  test(`counted texts in ${language} have exactly the categories that Intl knows`, () => {
    const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== "string") assert.equal(Object.keys(text).sort(), categories, key);
    }
  });

  test(`no text in ${language} is empty, and its places are those of English`, () => {
    for (const [key, text] of Object.entries(texts)) {
      const forms = typeof text === "string" ? [text] : Object.values(text);
      for (const form of forms) assert.ok(form !== "", key);
      const english = en[key as keyof typeof en];
      if (typeof text === "string") assert.equal(placesOf(text), placesOf(String(english)), key);
    }
  });
}

function placesOf(text: string): string[] {
  return text.match(/\{\w+\}/g) ?? [];
}

const numbers: [value: number, language: string, text: string][] = [
  [1234567, "en", "1,234,567"],
  [1234567, "hi", "12,34,567"],
  [1234567, "ar-EG", "1,234,567"],
  [-5, "ja", "-5"],
  [1234.5, "fr", "1,234.5"],
];

for (const [value, language, text] of numbers) {
  test(`${value} in ${language} is ${text}`, () => {
    // Arabic puts invisible marks and its own separators around digits; the digits are what is promised.
    assert.is(
      formatNumber(value, language)
        .replaceAll(/[\u061c\u200e\u200f]/g, "")
        .replaceAll("٬", ","),
      text,
    );
  });
}

test.run();
