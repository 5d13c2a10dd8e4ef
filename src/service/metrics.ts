// Figures about the service in Prometheus' text format, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/

/** Upper bounds of the buckets of durations, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

type Labels = Record<string, string>;

interface Histogram {
  buckets: number[];
  sum: number;
}

const counters = {
  broadsheet_requests_total: "Requests by route and status.",
  broadsheet_views_total: "Views by outcome: counted, repeat, limited, bot, prefetch.",
  broadsheet_refusals_total: "Refused requests by reason.",
  broadsheet_articles_failures_total: "Failed readings of an articles file, by site.",
  broadsheet_weather_fetches_total: "Requests to the weather provider by outcome.",
};

export type Counter = keyof typeof counters;

interface Gauge {
  name: string;
  help: string;
  read: () => [Labels, number][];
}

export class Metrics {
  private readonly counts = new Map<Counter, Map<string, number>>();
  private readonly durations = new Map<string, Histogram>();
  private readonly gauges: Gauge[] = [];

  /** `label` and `value` come from the code or the configuration, never from a request. */
  add(counter: Counter, labels: Labels): void {
    let series = this.counts.get(counter);
    if (!series) this.counts.set(counter, (series = new Map()));
    const key = formatLabels(labels);
    series.set(key, (series.get(key) ?? 0) + 1);
  }

  observe(route: string, seconds: number): void {
    let histogram = this.durations.get(route);
    if (!histogram)
      this.durations.set(route, (histogram = { buckets: new Array<number>(bounds.length + 1).fill(0), sum: 0 }));
    let index = 0;
    while (index < bounds.length && seconds > (bounds[index] as number)) index++;
    histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
    histogram.sum += seconds;
  }

  /** `read` runs at every scrape. */
  gauge(name: string, help: string, read: Gauge["read"]): void {
    this.gauges.push({ name, help, read });
  }

  format(): string {
    const lines: string[] = [];
    for (const [name, help] of Object.entries(counters)) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [labels, count] of this.counts.get(name as Counter) ?? []) lines.push(`${name}${labels} ${count}`);
    }
    for (const { name, help, read } of this.gauges) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`);
      for (const [labels, value] of read()) lines.push(`${name}${formatLabels(labels)} ${value}`);
    }
    lines.push(
      "# HELP broadsheet_request_seconds Time to answer, by route.",
      "# TYPE broadsheet_request_seconds histogram",
    );
    for (const [route, histogram] of this.durations) lines.push(...formatHistogram(route, histogram));
    return `${lines.join("\n")}\n`;
  }
}

function formatHistogram(route: string, { buckets, sum }: Histogram): string[] {
  let total = 0;
  const lines = buckets.map((count, index) => {
    total += count;
    return `broadsheet_request_seconds_bucket${formatLabels({ route, le: String(bounds[index] ?? "+Inf") })} ${total}`;
  });
  return [
    ...lines,
    `broadsheet_request_seconds_sum${formatLabels({ route })} ${sum}`,
    `broadsheet_request_seconds_count${formatLabels({ route })} ${total}`,
  ];
}

function formatLabels(labels: Labels): string {
  let text = "";
  for (const name in labels)
    text += `${text && ","}${name}="${(labels[name] as string).replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n")}"`;
  return text && `{${text}}`;
}
