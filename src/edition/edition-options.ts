// What an edition depends on besides posts and publication.
import type { WeatherFile } from "../api/weather.ts";
import type { Post } from "../content/post.ts";
import type { MediaLookup } from "./media.ts";
import type { LocateKey } from "./redirects.ts";
import type { PictureRecipe } from "./renditions.ts";
import type { Told } from "./story.ts";

export interface EditionOptions {
  /** Epoch milliseconds. */
  now: number;
  /** Previews show drafts and scheduled posts too. */
  withDrafts: boolean;
  /** Epoch milliseconds, or null: see `findNextTransition`. */
  nextTransition: number | null;
  media: MediaLookup;
  recipe: PictureRecipe;
  locate: LocateKey;
  /** Addresses, most read first. */
  mostRead: readonly string[];
  /** For a site without a service; null without. */
  weather: WeatherFile | null;
  /** Of the posts left out for their own errors: a link to one is no second error. */
  otherPaths: ReadonlySet<string>;
  tell: (post: Post) => Told;
}
