import type { LabelSelector } from '@readiness/backstage-plugin-readiness-engine';

/** `undefined` where it cannot be told from what was read. */
export type Truth = boolean | undefined;

export const and = (parts: readonly Truth[]): Truth => {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
};

export const or = (parts: readonly Truth[]): Truth => {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
};

export const not = (part: Truth): Truth =>
  part === undefined ? undefined : !part;

/** What a label says, where that can be told at all. */
export type Label = { known: true; value?: string } | { known: false };

export type LabelLookup = (key: string) => Label;

/** A condition on the value of a label; an absent one has none. */
export const onLabel = (
  lookup: LabelLookup,
  key: string,
  holds: (value: string | undefined) => boolean,
): Truth => {
  const label = lookup(key);
  return label.known ? holds(label.value) : undefined;
};

type Expression = NonNullable<LabelSelector['matchExpressions']>[number];

function expressionTruth(
  { key, operator, values = [] }: Expression,
  lookup: LabelLookup,
): Truth {
  const has = (value: string | undefined) =>
    value !== undefined && values.includes(value);
  switch (operator) {
    case 'In':
      return onLabel(lookup, key, has);
    case 'NotIn':
      return onLabel(lookup, key, value => !has(value));
    case 'Exists':
      return onLabel(lookup, key, value => value !== undefined);
    case 'DoesNotExist':
      return onLabel(lookup, key, value => value === undefined);
    default:
      return undefined;
  }
}

/** Whether a selector selects what has these labels. */
export const selectorTruth = (
  selector: LabelSelector,
  lookup: LabelLookup,
): Truth =>
  and([
    ...Object.entries(selector.matchLabels ?? {}).map(([key, wanted]) =>
      onLabel(lookup, key, value => value === wanted),
    ),
    ...(selector.matchExpressions ?? []).map(expression =>
      expressionTruth(expression, lookup),
    ),
  ]);
