import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** Something that PromQL allows and this server does not compute. */
export class NotComputed extends Error {}

/** Text that is no PromQL. */
export class ParseError extends Error {}

export interface Matcher {
  label: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

export interface Grouping {
  by: boolean;
  labels: readonly string[];
}

export type Expression =
  | { type: 'number'; value: number }
  | { type: 'text'; value: string }
  | { type: 'selector'; matchers: readonly Matcher[] }
  | { type: 'range'; of: Expression; seconds: number }
  | { type: 'subquery'; of: Expression; seconds: number; step: number }
  | { type: 'call'; name: string; args: readonly Expression[] }
  | {
      type: 'aggregate';
      operator: string;
      grouping: Grouping;
      of: Expression;
    }
  | {
      type: 'binary';
      operator: string;
      bool: boolean;
      on?: readonly string[];
      ignoring: readonly string[];
      left: Expression;
      right: Expression;
    };

const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};
const DURATION = /^(?:\d+(?:ms|[smhdwy]))+$/;

function duration(text: string): number {
  if (!DURATION.test(text)) throw new NotComputed(`the duration ${text}`);
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit],
    0,
  );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('`')
    ? inner
    : inner.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char);
}

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    children.push(child);
  }
  return children;
};

const SET_OPERATORS = ['and', 'or', 'unless'];
const BINARY = /^(?:[-+*/]|==|!=|>=?|<=?|and|or|unless)$/;

/** Reads an expression into what can be computed. */
class Reader {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Expression {
    const tree = parser.parse(this.#text);
    let broken = this.#text.trim() === '';
    tree.iterate({
      enter: ({ type }) => {
        if (type.isError) broken = true;
      },
    });
    const top = tree.topNode.firstChild;
    if (broken || !top) throw new ParseError('parse error');
    return this.#expression(top);
  }

  #of(node: SyntaxNode): string {
    return this.#text.slice(node.from, node.to);
  }

  #expression(node: SyntaxNode): Expression {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return { type: 'number', value: this.#number(this.#of(node)) };
      case 'StringLiteral':
        return { type: 'text', value: unquote(this.#of(node)) };
      case 'ParenExpr':
        return this.#expression(this.#inner(node));
      case 'VectorSelector':
        return { type: 'selector', matchers: this.#matchers(node) };
      case 'MatrixSelector':
        return {
          type: 'range',
          of: this.#expression(this.#inner(node)),
          seconds: this.#durations(node)[0],
        };
      case 'SubqueryExpr': {
        const [seconds, step] = this.#durations(node);
        if (step === undefined)
          throw new NotComputed('a subquery without step');
        return {
          type: 'subquery',
          of: this.#expression(this.#inner(node)),
          seconds,
          step,
        };
      }
      case 'FunctionCall':
        return {
          type: 'call',
          name: this.#of(node.firstChild!),
          args: childrenOf(node.getChild('FunctionCallBody')!).map(child =>
            this.#expression(child),
          ),
        };
      case 'AggregateExpr':
        return this.#aggregate(node);
      case 'BinaryExpr':
        return this.#binary(node);
      default:
        throw new NotComputed(node.name);
    }
  }

  #inner(node: SyntaxNode): SyntaxNode {
    return node.firstChild!;
  }

  #number(text: string): number {
    const value = Number(text);
    return Number.isNaN(value) ? duration(text) : value;
  }

  #durations(node: SyntaxNode): number[] {
    return node
      .getChildren('DurationExpr')
      .map(child => duration(this.#of(child)));
  }

  #matchers(node: SyntaxNode): Matcher[] {
    const name = node.getChild('Identifier');
    const list = node.getChild('LabelMatchers');
    if (list?.getChild('QuotedLabelName')) {
      throw new NotComputed('a quoted metric name');
    }
    const own = [
      ...(list?.getChildren('UnquotedLabelMatcher') ?? []),
      ...(list?.getChildren('QuotedLabelMatcher') ?? []),
    ].map((matcher): Matcher => {
      const label = this.#of(matcher.firstChild!);
      return {
        label: matcher.name === 'QuotedLabelMatcher' ? unquote(label) : label,
        operator: this.#of(matcher.getChild('MatchOp')!) as Matcher['operator'],
        value: unquote(this.#of(matcher.getChild('StringLiteral')!)),
      };
    });
    return name
      ? [{ label: '__name__', operator: '=', value: this.#of(name) }, ...own]
      : own;
  }

  #labels(node: SyntaxNode | null): string[] {
    return childrenOf(node!.getChild('GroupingLabels')!).map(child =>
      this.#of(child),
    );
  }

  #aggregate(node: SyntaxNode): Expression {
    const operator = this.#of(node.getChild('AggregateOp')!);
    const modifier = node.getChild('AggregateModifier');
    const body = childrenOf(node.getChild('FunctionCallBody')!);
    if (body.length !== 1)
      throw new NotComputed(`${operator} with a parameter`);
    return {
      type: 'aggregate',
      operator,
      grouping: modifier
        ? {
            by: modifier.getChild('By') !== null,
            labels: this.#labels(modifier),
          }
        : { by: true, labels: [] },
      of: this.#expression(body[0]),
    };
  }

  #binary(node: SyntaxNode): Expression {
    const children = childrenOf(node);
    const clause = node.getChild('MatchingModifierClause');
    const operator = this.#of(children[1]).toLowerCase();
    if (!BINARY.test(operator)) throw new NotComputed(operator);
    if (node.getChild('FillModifier')) throw new NotComputed('fill');
    if (clause?.getChild('GroupLeft') || clause?.getChild('GroupRight')) {
      throw new NotComputed('group_left and group_right');
    }
    const labels = clause ? this.#labels(clause) : [];
    const on = clause !== null && clause.getChild('On') !== null;
    return {
      type: 'binary',
      operator,
      bool: node.getChild('BoolModifier') !== null,
      ...(on && { on: labels }),
      ignoring: on ? [] : labels,
      left: this.#expression(children[0]),
      right: this.#expression(children[children.length - 1]),
    };
  }
}

export const isSetOperator = (operator: string) =>
  SET_OPERATORS.includes(operator);

/**
 * @throws ParseError where it is no PromQL.
 * @throws NotComputed where it is, and this server does not compute it.
 */
export function readExpression(text: string): Expression {
  return new Reader(text).read();
}
