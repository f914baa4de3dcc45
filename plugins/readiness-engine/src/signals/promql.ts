import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/**
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/#instant-vector-selectors
 * @public
 */
export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** @public */
export interface LabelMatcher {
  label: string;
  operator: MatchOperator;
  value: string;
}

/** One series selector of an expression. @public */
export interface SeriesSelector {
  /** Absent where the selector names none, or names it by a regular expression. */
  metric?: string;
  /** Matchers on labels, without `__name__`. */
  matchers: readonly LabelMatcher[];
}

/** What an expression reads, and by which functions. @public */
export interface QueryFacts {
  selectors: readonly SeriesSelector[];
  functions: ReadonlySet<string>;
  /** False when the text is no PromQL; what could be read is there all the same. */
  valid: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
};

/** The text of a string literal: double, single or back quotes. */
function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('`')
    ? inner
    : inner.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char);
}

const OPERATORS: readonly string[] = ['=', '!=', '=~', '!~'];
const isOperator = (text: string): text is MatchOperator =>
  OPERATORS.includes(text);

function matcherOf(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
): LabelMatcher | undefined {
  const name = node.firstChild;
  const operator = node.getChild('MatchOp');
  const value = node.getChild('StringLiteral');
  if (!name || !operator || !value) return undefined;
  const written = text(operator);
  if (!isOperator(written)) return undefined;
  return {
    label: name.name === 'QuotedLabelName' ? unquote(text(name)) : text(name),
    operator: written,
    value: unquote(text(value)),
  };
}

function selectorOf(
  node: SyntaxNode,
  text: (node: SyntaxNode) => string,
): SeriesSelector {
  const identifier = node.getChild('Identifier');
  const list = node.getChild('LabelMatchers');
  const matchers = [
    ...(list?.getChildren('UnquotedLabelMatcher') ?? []),
    ...(list?.getChildren('QuotedLabelMatcher') ?? []),
  ].flatMap(child => matcherOf(child, text) ?? []);
  const quoted = list?.getChild('QuotedLabelName');
  const named = matchers.find(
    ({ label, operator }) => label === '__name__' && operator === '=',
  );
  const metric =
    (identifier && text(identifier)) ??
    (quoted && unquote(text(quoted))) ??
    named?.value;
  return {
    ...(metric !== undefined && { metric }),
    matchers: matchers.filter(({ label }) => label !== '__name__'),
  };
}

/** Reads which series a PromQL expression selects. Never throws. @public */
export function queryFacts(expression: string): QueryFacts {
  const text = (node: SyntaxNode) => expression.slice(node.from, node.to);
  const selectors: SeriesSelector[] = [];
  const functions = new Set<string>();
  let valid = expression.trim() !== '';
  parser.parse(expression).iterate({
    enter: ({ name, type, node }) => {
      if (type.isError) valid = false;
      if (name === 'VectorSelector') selectors.push(selectorOf(node, text));
      if (name === 'FunctionIdentifier') functions.add(text(node));
    },
  });
  return { selectors, functions, valid };
}
