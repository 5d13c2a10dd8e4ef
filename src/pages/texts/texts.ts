// What every language of the interface must say: a missing text or plural category is a type error.

/** A text with a place for a number: one string for each plural category of its language. */
export type Counted<Category extends Intl.LDMLPluralRule> = Record<Exclude<Category, "other">, string> & {
  other: `${string}{n}${string}`;
};
/** A text with a place for one name. */
export type Named = `${string}{name}${string}`;
/** A text that ends with a place for a list of names, so that a template can print links in its stead. */
export type NamesLast = `${string}{names}`;

/** `Category`: the plural categories that `Intl.PluralRules` has for the language. */
export interface Texts<Category extends Intl.LDMLPluralRule> {
  // Numbers beside a story
  minutesOfReading: Counted<Category>;
  comments: Counted<Category>;
  views: Counted<Category>;
  storiesCounted: Counted<Category>;

  // Furniture of every page
  skipToContent: string;
  sections: string;
  sample: string;
  weather: string;
  weatherIn: `${string}{place}${string}{temperature}${string}{condition}${string}`;
  weatherSource: Named;
  "weather-clear": string;
  "weather-fair": string;
  "weather-partly-cloudy": string;
  "weather-cloudy": string;
  "weather-fog": string;
  "weather-rain": string;
  "weather-sleet": string;
  "weather-snow": string;
  "weather-thunder": string;
  "weather-windy": string;
  archive: string;
  corrections: string;
  tags: string;
  authors: string;
  feeds: string;
  feedsAdvice: string;
  allFeedsInOneFile: string;
  aboutThisSite: string;
  publishedBy: Named;
  "policy-principles": string;
  "policy-corrections": string;
  "policy-ethics": string;
  "policy-ownership": string;
  "policy-masthead": string;
  "policy-ai": string;

  // Front page and listings
  latest: string;
  mostRead: string;
  mostReadAdvice: string;
  noMostRead: string;
  noStories: string;
  pageNumber: `${string}{n}${string}`;
  newerStories: string;
  olderStories: string;
  morePages: string;
  latestOf: Named;
  elsewhere: string;
  email: string;
  website: string;
  noCorrections: string;
  people: string;
  desks: string;

  // Labels; the keys are the kinds and the levels of content/types.ts
  opinion: string;
  analysis: string;
  background: string;
  review: string;
  live: string;
  draft: string;
  "ai-assisted": string;
  "ai-partial": string;
  "ai-full": string;

  // An article
  byline: NamesLast;
  /** Between names, spaces included. */
  nameSeparator: string;
  lastNameSeparator: string;
  updated: string;
  reviewedBy: NamesLast;
  howThisWasWritten: string;
  "disclosure-assisted": string;
  "disclosure-partial": string;
  "disclosure-full": string;
  aiPolicy: string;
  "aiPolicy-labelled": string;
  "aiPolicy-reviewed": string;
  seriesNamed: Named;
  previousStory: string;
  nextStory: string;
  neighbours: string;
  relatedStories: string;
  contents: string;
  aboutAuthors: string;
  share: string;
  copyLink: string;
  linkCopied: string;

  // Where there is nothing, or no longer
  notFound: string;
  notFoundAdvice: string;
  toTheFrontPage: string;
  moved: string;
}
