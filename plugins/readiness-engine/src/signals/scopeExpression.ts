import { parser } from '@prometheus-io/lezer-promql';
import type { LabelMatcher } from './promql';
import { queryFacts } from './promql';

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

function isError(text: string): boolean {
  let error = text.trim() === '';
  parser.parse(text).iterate({
    enter: ({ type }) => {
      if (type.isError) error = true;
    },
  });
  return error;
}

/** JSON's escapes of quotes, backslashes and control characters are PromQL's. */
const written = ({ label, operator, value }: LabelMatcher) =>
  `${label}${operator}${JSON.stringify(value)}`;

/** Matches series that do not have the label at all. */
function matchesMissing({ operator, value }: LabelMatcher): boolean {
  if (operator === '=') return value === '';
  if (operator === '!=') return value !== '';
  const matchesEmpty = new RegExp(`^(?:${value})$`, 's').test('');
  return operator === '=~' ? matchesEmpty : !matchesEmpty;
}

/**
 * Reads the label selector that tells a cluster from others, with or without
 * its braces, e.g. `cluster="prod-eu"`.
 *
 * @throws Error with what is wrong with it, as the end of a sentence.
 * @public
 */
export function parseClusterMatchers(text: string): readonly LabelMatcher[] {
  const inner = text.trim().replace(/^\{([\s\S]*)\}$/, '$1');
  const expression = `up{${inner}}`;
  const { selectors, valid } = queryFacts(expression);
  const top = parser.parse(expression).topNode.firstChild;
  if (!valid || top?.name !== 'VectorSelector' || selectors.length !== 1) {
    throw new Error('is no label selector like cluster="prod-eu"');
  }
  const [{ matchers, metric }] = selectors;
  if (metric !== 'up' || /__name__/.test(inner)) {
    throw new Error('must not select by metric name');
  }
  const strange = matchers.find(({ label }) => !LABEL.test(label));
  if (strange) throw new Error(`names the label "${strange.label}"`);
  const unusable = matchers.find(({ operator, value }) => {
    if (operator === '=' || operator === '!=') return false;
    try {
      return !new RegExp(`^(?:${value})$`, 's');
    } catch {
      return true;
    }
  });
  if (unusable) {
    throw new Error(`has an invalid expression for "${unusable.label}"`);
  }
  if (matchers.every(matchesMissing)) {
    throw new Error('also matches series of no cluster at all');
  }
  return matchers;
}

/**
 * The expression with the matchers of the scope in each of its selectors. The
 * grammar tells where selectors are, and the result is read again: what is
 * left unscoped, or says something else than before, is never sent.
 *
 * @throws Error where the expression cannot be scoped.
 * @public
 */
export function scopeExpression(
  expression: string,
  matchers: readonly LabelMatcher[],
): string {
  const before = queryFacts(expression);
  if (!before.valid) throw new Error(`It is no PromQL: ${expression}`);
  if (before.selectors.length === 0) {
    throw new Error(`It selects nothing of any cluster: ${expression}`);
  }
  if (matchers.length === 0) return expression;
  const added = matchers.map(written).join(',');
  const edits: { at: number; text: string }[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, node }) => {
      if (name !== 'VectorSelector') return;
      const list = node.getChild('LabelMatchers');
      edits.push(
        list
          ? { at: list.from + 1, text: list.firstChild ? `${added},` : added }
          : { at: node.to, text: `{${added}}` },
      );
    },
  });
  const scoped = edits.reduceRight(
    (text, edit) => text.slice(0, edit.at) + edit.text + text.slice(edit.at),
    expression,
  );
  assertScoped(scoped, matchers, before.selectors);
  return scoped;
}

function assertScoped(
  scoped: string,
  matchers: readonly LabelMatcher[],
  before: ReturnType<typeof queryFacts>['selectors'],
): void {
  const after = queryFacts(scoped).selectors;
  const has = (
    all: readonly LabelMatcher[],
    { label, ...rest }: LabelMatcher,
  ) =>
    all.some(
      each =>
        each.label === label &&
        each.operator === rest.operator &&
        each.value === rest.value,
    );
  const whole =
    !isError(scoped) &&
    after.length === before.length &&
    after.every(
      (selector, index) =>
        selector.metric === before[index].metric &&
        selector.matchers.length ===
          before[index].matchers.length + matchers.length &&
        matchers.every(matcher => has(selector.matchers, matcher)),
    );
  if (!whole) throw new Error(`It cannot be scoped to one cluster: ${scoped}`);
}

/** Whether labels satisfy a matcher, as Prometheus reads it. @public */
export function matchesLabel(
  { label, operator, value }: LabelMatcher,
  labels: Readonly<Record<string, string>>,
): boolean {
  const actual = labels[label] ?? '';
  if (operator === '=') return actual === value;
  if (operator === '!=') return actual !== value;
  const matched = new RegExp(`^(?:${value})$`, 's').test(actual);
  return operator === '=~' ? matched : !matched;
}
