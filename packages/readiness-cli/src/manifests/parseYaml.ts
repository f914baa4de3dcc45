import {
  type Document,
  isCollection,
  isMap,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  type ScalarTag,
} from 'yaml';
import type { Problem } from './Problem';

/** A YAML or JSON document, with where its parts are written. */
export interface YamlDocument {
  value: unknown;
  node: Node | null;
  lines: LineCounter;
}

/** Nodes that one document may refer to again; more is an attack or a mistake. */
const MAX_ALIASES = 1000;

/**
 * Kubernetes reads YAML 1.1 as far as these words are concerned; everything
 * else is the same in the JSON that it makes of a manifest.
 */
const WORDS_OF_1_1: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  identify: () => false,
  resolve: text => /^(yes|on)$/i.test(text),
};

const HELM = /\{\{[^}]*\}\}/;

/** What a template looks like to a reader of YAML is never what is wrong. */
const TEMPLATE =
  'it is a Helm template: render it first, helm template RELEASE CHART | readiness scan -';

/** Only the first line: the rest repeats the text, which may hold a secret. */
function firstLine(message: string): string {
  return message
    .split('\n')[0]
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/:$/, '');
}

function messageOf(failure: unknown): string {
  if (
    failure instanceof RangeError ||
    (failure instanceof Error && /call stack/i.test(failure.message))
  ) {
    return 'it is nested too deeply';
  }
  if (failure instanceof ReferenceError) {
    return /alias/i.test(failure.message)
      ? `it refers to its own parts more than ${MAX_ALIASES} times`
      : firstLine(failure.message);
  }
  return failure instanceof Error
    ? firstLine(failure.message)
    : 'it is no YAML';
}

function parse(text: string, lines: LineCounter): readonly Document[] {
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Go templates of other tools may stand in strings; tags of theirs may not.
    logLevel: 'silent',
    merge: true,
    customTags: tags => [...tags, WORDS_OF_1_1],
  });
  return Array.isArray(documents) ? documents : [];
}

/** Reads the documents of one file; one that is broken spoils no other. */
export function parseYaml(
  text: string,
  file: string,
): { documents: readonly YamlDocument[]; problems: readonly Problem[] } {
  const lines = new LineCounter();
  const documents: YamlDocument[] = [];
  const problems: Problem[] = [];
  const fail = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ file, line, column: col, message });
  };
  const isTemplate = HELM.test(text);
  let parsed: readonly Document[];
  try {
    parsed = parse(text, lines);
  } catch (failure) {
    problems.push({ file, message: messageOf(failure) });
    return { documents, problems };
  }
  for (const document of parsed) {
    const [error] = document.errors;
    const offset = error?.pos[0] ?? document.contents?.range?.[0] ?? 0;
    if (error) {
      fail(offset, isTemplate ? TEMPLATE : messageOf(error));
      continue;
    }
    try {
      const value = document.toJS({ maxAliasCount: MAX_ALIASES });
      if (isTemplate && isTemplated(document.contents)) fail(offset, TEMPLATE);
      else documents.push({ value, node: document.contents, lines });
    } catch (failure) {
      fail(offset, messageOf(failure));
    }
  }
  return { documents, problems };
}

/**
 * `{{ .Values.name }}` without quotes is a map whose key is a map. In quotes it
 * is text, which other tools fill in later, e.g. those of alerts.
 */
function isTemplated(node: Node | null): boolean {
  if (isMap(node)) {
    return node.items.some(
      ({ key, value }) =>
        isCollection(key) || isTemplated(value as Node | null),
    );
  }
  return (
    isSeq(node) && node.items.some(item => isTemplated(item as Node | null))
  );
}
