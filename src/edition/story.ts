// What is public, one by one: stories, standalone pages, and the sections they stand in.
import type { Post, PostArticle, PostCard } from "../content/post.ts";
import type { Section, Tag } from "../content/types.ts";
import type { Part } from "../parts/parts.ts";
import type { SectionLink, StoryCard, StoryLink } from "./cards.ts";
import type { FilledReference } from "./fill-references.ts";
import type { Change } from "./last-modified.ts";
import type { PublishedPicture } from "./media.ts";
import type { Signer } from "./signers.ts";

/** What a post says beyond what is at hand of it. */
export interface Told {
  card: Part<PostCard>;
  article: Part<PostArticle>;
}

/** A section with its place in the menu, from 0. */
export interface PlacedSection extends Section {
  position: number;
  link: Part<SectionLink>;
}

/** A post that readers may see, with all its places filled. */
export interface PublicPost {
  post: Post;
  url: string;
  told: Told;
  /** What goes into the slots of the body that name other files. */
  references: FilledReference[];
  picture: PublishedPicture | null;
  reviewer: Signer | null;
  isUnpublished: boolean;
}

/** A public post of `kind: page`: in no listing. */
export type StandalonePage = PublicPost;

/** A public post that is listed, with all that it hangs together with. */
export interface Story extends PublicPost {
  /** Its first address: identity for feeds, counts and comments. */
  id: string;
  section: PlacedSection;
  authors: Signer[];
  /** Epoch milliseconds. */
  publishedMs: number;
  change: Change;
  /** One spelling of each tag's name across the site. */
  tags: Tag[];
  /** What other pages show of it. */
  card: Part<StoryCard>;
  link: Part<StoryLink>;
  /** The neighbours in its section, by time. */
  previous: Story | null;
  next: Story | null;
  related: Story[];
  /** Parts of its series, oldest first, itself included; empty outside a series. */
  series: Story[];
}
