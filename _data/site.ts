// The sample publication: what it is called, where it lives, and what it promises.
import type { Site } from "broadsheet";

export default {
  title: "Broadsheet",
  url: "https://broadsheet.example",
  language: "en",
  timezone: "Asia/Kolkata",
  description: "How things work, and how they came to be so: a sample publication.",
  id: "broadsheet",
  service: { url: "" },
  publisher: {
    name: "Broadsheet",
    logo: "/posts/images/logo.svg",
    policies: {
      principles: "/standards/",
      corrections: "/corrections/",
      ai: "/standards/#artificial-intelligence",
    },
  },
  ai: { policy: "reviewed", meta: true },
  weather: {
    provider: "fixed",
    places: [{ id: "delhi", name: "Delhi", latitude: 28.61, longitude: 77.21, temperature: 25, condition: "windy" }],
  },
  comments: "open",
  // Search engines and assistants that answer with a link are welcome; crawlers that gather texts to train models are not.
  robots: {
    GPTBot: "disallow",
    ClaudeBot: "disallow",
    "Google-Extended": "disallow",
    "Applebot-Extended": "disallow",
    "meta-externalagent": "disallow",
    Bytespider: "disallow",
    CCBot: "disallow",
  },
} satisfies Site;
