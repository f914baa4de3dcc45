import type { LabelSelector } from '../inventory/objects';

/** @public */
export type ParsedSelector =
  | { ok: true; selector: LabelSelector }
  | { ok: false; message: string };

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

const KEY =
  /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/;

const SET = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s=!]+)\s*(==|=|!=)\s*(\S*)$/;
const EXISTENCE = /^(!?)\s*([^\s=!()]+)$/;

/** Splits at commas outside parentheses. */
function requirements(text: string): readonly string[] {
  return text.split(/,(?![^()]*\))/).map(part => part.trim());
}

function expression(text: string): Expression | undefined {
  const set = text.match(SET);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    return { key: set[1], operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equality = text.match(EQUALITY);
  if (equality) {
    const operator = equality[2] === '!=' ? 'NotIn' : 'In';
    return { key: equality[1], operator, values: [equality[3]] };
  }
  const existence = text.match(EXISTENCE);
  if (existence) {
    const operator = existence[1] === '!' ? 'DoesNotExist' : 'Exists';
    return { key: existence[2], operator, values: [] };
  }
  return undefined;
}

/**
 * Reads a label selector as `kubectl --selector` takes it: equality, `in`,
 * `notin`, existence. Empty text is refused: it would select everything.
 *
 * @public
 */
export function parseLabelSelector(text: string): ParsedSelector {
  if (text.trim() === '') return { ok: false, message: 'it is empty' };
  const expressions: Expression[] = [];
  for (const requirement of requirements(text)) {
    const parsed = expression(requirement);
    if (!parsed) {
      return { ok: false, message: `"${requirement}" is no requirement` };
    }
    if (!KEY.test(parsed.key)) {
      return { ok: false, message: `"${parsed.key}" is no label key` };
    }
    const wrong = parsed.values?.find(value => !VALUE.test(value));
    if (wrong !== undefined) {
      return { ok: false, message: `"${wrong}" is no label value` };
    }
    expressions.push(parsed);
  }
  return { ok: true, selector: { matchExpressions: expressions } };
}
