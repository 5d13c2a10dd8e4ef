// How far artificial intelligence wrote a text, in the terms of IPTC's digital source types.
import type { IPTCDigitalSourceEnumeration } from "schema-dts";
import type { AiLevel } from "../../content/types.ts";

// Written by people and only improved by a machine: a minor correction by algorithm, in IPTC's words.
const sources: Record<Exclude<AiLevel, "none">, IPTCDigitalSourceEnumeration> = {
  assisted: "https://schema.org/AlgorithmicallyEnhancedDigitalSource",
  partial: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
  full: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
};

/** https://schema.org/digitalSourceType; undefined where people wrote the text: for that IPTC has no type. */
export function digitalSource(level: AiLevel): IPTCDigitalSourceEnumeration | undefined {
  return level === "none" ? undefined : sources[level];
}
