// Who signs: the desks, and two persons invented for this sample publication.
import type { Authors } from "broadsheet";

export default {
  broadsheet: {
    name: "Broadsheet",
    kind: "organization",
    bio: "Unsigned work of the whole newsroom.",
    image: "/posts/images/desk.svg",
    url: "https://broadsheet.example/about/",
  },
  "world-desk": {
    name: "World desk",
    kind: "organization",
    bio: "Covers treaties, courts and elections.",
    image: "/posts/images/world-desk.svg",
  },
  "business-desk": {
    name: "Business desk",
    kind: "organization",
    bio: "Covers prices, ports and the law of losses at sea.",
    image: "/posts/images/business-desk.svg",
  },
  "science-desk": {
    name: "Science desk",
    kind: "organization",
    bio: "Covers measurement: water, weather and time.",
    image: "/posts/images/science-desk.svg",
  },
  "culture-desk": {
    name: "Culture desk",
    kind: "organization",
    bio: "Covers paper, print and the habits of people who use them.",
    image: "/posts/images/culture-desk.svg",
  },
  "technology-desk": {
    name: "Technology desk",
    kind: "organization",
    bio: "Covers machines old and new, and the agreements that let them talk.",
    image: "/posts/images/technology-desk.svg",
  },
  "asha-example": {
    name: "Asha Example",
    kind: "person",
    role: "Columnist (invented)",
    bio: "Asha Example does not exist. She was invented for this sample publication, to show how a person signs a column.",
    image: "/posts/images/asha-example.svg",
    email: "asha@broadsheet.example",
    links: ["https://social.example/@asha"],
  },
  "tomas-sample": {
    name: "Tomás Sample",
    kind: "person",
    role: "Critic (invented)",
    bio: "Tomás Sample does not exist. He was invented for this sample publication, to show how a person signs a review.",
    image: "/posts/images/tomas-sample.svg",
    email: "tomas@broadsheet.example",
  },
} satisfies Authors;
