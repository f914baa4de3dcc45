import type { MetricSample } from '../inventory/metrics';

/** A line of a page of metrics that is longer than this is no counter of ours. */
const LONGEST_LINE = 16 * 1024;

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"\s*,?\s*/y;

const ESCAPES: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\"': '"',
  '\\\\': '\\',
};

/** Labels of a sample; `undefined` where they are not in the format. */
function labelsOf(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let end = 0;
  while (end < text.length) {
    const found = LABEL.exec(text);
    if (!found) return undefined;
    labels[found[1]] = found[2].replace(/\\[n"\\]/g, escape => ESCAPES[escape]);
    end = LABEL.lastIndex;
  }
  return labels;
}

/**
 * Reads the Prometheus text format as it comes in, and keeps the samples of
 * some families only. Lines of others are never parsed.
 */
export class MetricsParser {
  readonly #families: ReadonlySet<string>;
  readonly #most: number;
  readonly #samples: MetricSample[] = [];
  #rest = '';
  #skipping = false;

  static create(families: readonly string[], most: number): MetricsParser {
    return new MetricsParser(families, most);
  }

  private constructor(families: readonly string[], most: number) {
    this.#families = new Set(families);
    this.#most = most;
  }

  get samples(): readonly MetricSample[] {
    return this.#samples;
  }

  /** No more samples are kept. */
  get isFull(): boolean {
    return this.#samples.length >= this.#most;
  }

  /** Takes the next part of the text, cut anywhere. */
  add(text: string): void {
    const lines = text.split('\n');
    for (const [index, part] of lines.entries()) {
      if (!this.#skipping) this.#rest += part;
      if (this.#rest.length > LONGEST_LINE) {
        this.#skipping = true;
        this.#rest = '';
      }
      if (index < lines.length - 1) this.end();
    }
  }

  /** The last line may have no end. */
  end(): void {
    if (!this.#skipping) this.#line(this.#rest.trimEnd());
    this.#rest = '';
    this.#skipping = false;
  }

  #line(line: string): void {
    const name = line.match(/^[a-zA-Z_:][a-zA-Z0-9_:]*/)?.[0];
    if (name === undefined || !this.#families.has(name) || this.isFull) return;
    const [, metric, text = '', written] = line.match(SAMPLE) ?? [];
    const value = Number(written);
    const labels = labelsOf(text);
    if (metric !== undefined && labels && Number.isFinite(value)) {
      this.#samples.push({ metric, labels, value });
    }
  }
}
