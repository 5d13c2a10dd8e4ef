// Who signs: https://schema.org/ProfilePage, with the newest stories; older ones on pages of their own.
import type { Article, CollectionPage, Organization, Person, ProfilePage, Thing } from "schema-dts";
import type { AuthorModel } from "../models.ts";
import { phrase } from "../phrase.ts";
import { trailOf } from "./collections.ts";
import { filled, given, signer, type Web } from "./web.ts";
import { pageFields, storyList } from "./web-page.ts";

export function authorGraph(model: AuthorModel, web: Web): Thing[] {
  const { author, landing, number, stories } = model;
  const index = { name: phrase("authors", web.site.language), url: "/authors/" };
  const fields = pageFields(model, web, [index, ...trailOf(landing, model)]);
  if (number > 0) {
    const about = signer({ ...author, url: landing.url }, web);
    const page: CollectionPage = { "@type": "CollectionPage", ...fields, about, mainEntity: storyList(stories, web) };
    return [page];
  }
  const articles: Article[] = stories.map((story) => ({
    "@type": "Article",
    headline: story.title,
    url: web.absolute(story.url),
    datePublished: story.publishedAt,
  }));
  const page: ProfilePage = {
    "@type": "ProfilePage",
    ...fields,
    mainEntity: profile(model, web),
    hasPart: filled(articles),
  };
  return [page];
}

function profile({ author, landing }: AuthorModel, web: Web): Person | Organization {
  const { name, role, bio, email, website, links, picture } = author;
  const elsewhere = website === "" ? links : [website, ...links];
  const fields = {
    name,
    url: web.absolute(landing.url),
    description: given(bio),
    email: given(email),
    image: picture === null ? undefined : web.absolute(picture.url),
    sameAs: filled(elsewhere),
  };
  return author.kind === "person"
    ? { "@type": "Person", ...fields, jobTitle: given(role) }
    : { "@type": "Organization", ...fields };
}
