// Figures about the service in Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/

/** Upper bounds of the buckets of durations, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, Number.POSITIVE_INFINITY];

type Labels = Record<string, string>;

const counters = {
  broadsheet_requests_total: "Requests by route and status.",
  broadsheet_views_total: "Views by outcome: counted, repeat, limited, bot, prefetch.",
  broadsheet_refusals_total: "Refused requests by reason.",
  broadsheet_articles_failures_total: "Failed readings of an articles file, by site.",
  broadsheet_weather_fetches_total: "Requests to the weather provider by outcome.",
};

type Counter = keyof typeof counters;

interface Gauge {
  name: string;
  help: string;
  /** One number, or one for each of some labels. */
  read: () => number | [Labels, number][];
}

export class Metrics {
  private readonly counts = new Map<Counter, Map<string, number>>();
  private readonly durations = new Map<string, { buckets: number[]; sum: number }>();
  private readonly gauges: Gauge[] = [];

  /** Labels come from the code or the configuration, never from a request. */
  add(counter: Counter, labels: Labels): void {
    const series = this.counts.get(counter) ?? new Map<string, number>();
    const key = formatLabels(labels);
    this.counts.set(counter, series.set(key, (series.get(key) ?? 0) + 1));
  }

  observe(route: string, seconds: number): void {
    const histogram = this.durations.get(route) ?? { buckets: bounds.map(() => 0), sum: 0 };
    const index = bounds.findIndex((bound) => seconds <= bound);
    histogram.buckets[index] = (histogram.buckets[index] as number) + 1;
    histogram.sum += seconds;
    this.durations.set(route, histogram);
  }

  /** `read` runs at every scrape. */
  gauge(name: string, help: string, read: Gauge["read"]): void {
    this.gauges.push({ name, help, read });
  }

  format(): string {
    const lines: string[] = [];
    const head = (name: string, help: string, type: string) =>
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    const line = (name: string, labels: Labels, value: number) => lines.push(`${name}${formatLabels(labels)} ${value}`);
    for (const [name, help] of Object.entries(counters)) {
      head(name, help, "counter");
      for (const [labels, count] of this.counts.get(name as Counter) ?? []) lines.push(`${name}${labels} ${count}`);
    }
    for (const { name, help, read } of this.gauges) {
      head(name, help, "gauge");
      const values = read();
      for (const [labels, value] of Array.isArray(values) ? values : [[{}, values] as const]) line(name, labels, value);
    }
    const name = "broadsheet_request_seconds";
    head(name, "Time to answer, by route.", "histogram");
    for (const [route, { buckets, sum }] of this.durations) {
      let total = 0;
      for (const [index, bound] of bounds.entries()) {
        total += buckets[index] as number;
        line(`${name}_bucket`, { route, le: bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound) }, total);
      }
      line(`${name}_sum`, { route }, sum);
      line(`${name}_count`, { route }, total);
    }
    return `${lines.join("\n")}\n`;
  }
}

function formatLabels(labels: Labels): string {
  let text = "";
  for (const name in labels)
    text += `${text && ","}${name}="${(labels[name] as string).replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
  return text && `{${text}}`;
}
