// The sections, in the order of the menu.
import type { Sections } from "broadsheet";

export default [
  { slug: "world", name: "World", description: "Treaties, courts and elections, and the rules that they run by." },
  { slug: "business", name: "Business", description: "What things cost, who carries them, and who bears the loss." },
  { slug: "science", name: "Science", description: "How the sea, the sky and the hours are measured." },
  { slug: "culture", name: "Culture", description: "Paper, print and the tools of people who write." },
  { slug: "technology", name: "Technology", description: "Machines and protocols, taken apart and put back together." },
  { slug: "opinion", name: "Opinion", description: "Arguments under the names of those who make them." },
] satisfies Sections;
