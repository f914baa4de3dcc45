import { asString, asStrings, at } from '../json';
import type { ApiKind } from '../kinds/ApiKind';
import type { KubeObject } from '../objects/KubeObject';

/** A test that an object passes or not. */
export type ObjectFilter = (object: KubeObject) => boolean;

/** A selector that cannot be read; the API answers 400. */
export class SelectorError extends Error {}

/**
 * Reads a label selector: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
 *
 * @throws SelectorError where the text is not a selector.
 */
export function parseLabelSelector(text: string): ObjectFilter {
  const tests = splitTop(text).map(labelTest);
  return object => {
    const labels = asStrings(object.metadata.labels);
    return tests.every(test => test(labels));
  };
}

type LabelTest = (labels: Record<string, string>) => boolean;

function labelTest(text: string): LabelTest {
  const set = /^([^\s!=(),]+)\s+(in|notin)\s+\(([^()]*)\)$/.exec(text);
  if (set) {
    const values = new Set(set[3].split(',').map(value => value.trim()));
    const wanted = set[2] === 'in';
    return labels =>
      set[1] in labels ? values.has(labels[set[1]]) === wanted : !wanted;
  }
  const equality = /^([^\s!=(),]+)\s*(==|=|!=)\s*([^\s!=(),]*)$/.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const existence = /^(!?)\s*([^\s!=(),]+)$/.exec(text);
  if (existence) {
    return labels => existence[2] in labels === (existence[1] === '');
  }
  throw new SelectorError(
    `unable to parse requirement: found '${text}', expected: a label selector`,
  );
}

/** Fields that every kind selects by, and those of single kinds. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '*': ['metadata.name', 'metadata.namespace'],
  Pod: [
    'status.phase',
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.serviceAccountName',
    'status.podIP',
  ],
  Namespace: ['status.phase'],
  Event: [
    'involvedObject.kind',
    'involvedObject.name',
    'involvedObject.namespace',
    'involvedObject.uid',
    'reason',
    'type',
  ],
  Node: ['spec.unschedulable'],
  Job: ['status.successful'],
  ReplicaSet: ['status.replicas'],
  Secret: ['type'],
};

/**
 * Reads a field selector: `metadata.name=a,status.phase!=Failed`.
 *
 * @throws SelectorError for a field that the kind does not select by.
 */
export function parseFieldSelector(text: string, kind: string): ObjectFilter {
  const known = [...FIELDS['*'], ...(FIELDS[kind] ?? [])];
  const tests = splitTop(text).map(part => {
    const match = /^([^\s!=]+)\s*(==|=|!=)\s*(.*)$/.exec(part);
    if (!match) {
      throw new SelectorError(`invalid field selector: '${part}'`);
    }
    const [, field, operator, value] = match;
    if (!known.includes(field)) {
      throw new SelectorError(`field label not supported: ${field}`);
    }
    const path = field.split('.');
    return (object: KubeObject) => {
      const found = at(object, ...path);
      const shown = asString(found) ?? (found === undefined ? '' : `${found}`);
      return (shown === value) === (operator !== '!=');
    };
  });
  return object => tests.every(test => test(object));
}

/** What a request to a collection selects: a namespace, labels, fields. */
export function filterOf(
  kind: ApiKind,
  namespace: string | undefined,
  query: URLSearchParams,
): ObjectFilter {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  const fields = parseFieldSelector(
    query.get('fieldSelector') ?? '',
    kind.kind,
  );
  return object =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    labels(object) &&
    fields(object);
}

/** The one name that a field selector leaves, if it does. */
export function selectedName(query: URLSearchParams): string | undefined {
  const names = splitTop(query.get('fieldSelector') ?? '').map(
    part => /^metadata\.name\s*==?\s*(\S+)$/.exec(part)?.[1],
  );
  return names.find(name => name !== undefined);
}

/** Splits at commas outside of parentheses. */
function splitTop(text: string): string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
}
