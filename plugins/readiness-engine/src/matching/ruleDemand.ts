import type { EntityFacts } from '../facts';
import { entityName } from './entityName';
import {
  type EntityDemand,
  NAMESPACE,
  namespaceDemand,
} from './entitySelector';
import { globMatch } from './globMatch';
import type { MatchingRule } from './MatchingRule';
import { parseLabelSelector } from './parseLabelSelector';

/** @public */
export const MATCHING_PLACEHOLDERS = ['name', 'namespace', 'system'] as const;

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** What stands for a placeholder must not change the meaning of the selector. */
const WORD = /^[\w.-]+$/;
const DEFAULT_KIND = 'component';

type Values = Readonly<Partial<Record<string, string>>>;

/** `undefined` where the entity has nothing to put in place of a placeholder. */
function filled(template: string, values: Values): string | undefined {
  let complete = true;
  const text = template.replace(PLACEHOLDER, (_, placeholder: string) => {
    const value = Object.hasOwn(values, placeholder)
      ? values[placeholder]
      : undefined;
    if (value === undefined || !WORD.test(value)) complete = false;
    return value ?? '';
  });
  return complete ? text : undefined;
}

function valuesOf({ ref, system }: EntityFacts): Values {
  return {
    name: entityName(ref),
    namespace: ref.slice(ref.indexOf(':') + 1, ref.lastIndexOf('/')),
    ...(system && { system: entityName(system) }),
  };
}

function equals(wanted: string, actual: string | undefined): boolean {
  return wanted.toLowerCase() === actual?.toLowerCase();
}

function speaksOf(
  rule: MatchingRule,
  entity: EntityFacts,
  cluster: string,
): boolean {
  const kind = rule.kind ?? (rule.entities ? undefined : DEFAULT_KIND);
  return (
    (!kind || equals(kind, entity.kind)) &&
    (!rule.type || equals(rule.type, entity.type)) &&
    (!rule.entities || globMatch(rule.entities, entity.ref)) &&
    (!rule.cluster || globMatch(rule.cluster, cluster))
  );
}

/** What a rule asks for in the name of an entity, `undefined` for nothing. */
export function ruleDemand(
  rule: MatchingRule,
  entity: EntityFacts,
  cluster: string,
): EntityDemand | undefined {
  if (!speaksOf(rule, entity, cluster)) return undefined;
  const values = valuesOf(entity);
  const text = filled(rule.labelSelector, values);
  const namespace =
    rule.namespace === undefined ? '' : filled(rule.namespace, values);
  if (text === undefined || namespace === undefined) return undefined;
  const parsed = parseLabelSelector(text);
  if (!parsed.ok || (namespace && !NAMESPACE.test(namespace))) return undefined;
  // A namespace that the entity names itself narrows what the rule finds.
  const own = namespaceDemand(entity);
  const within = own.namespace ?? (namespace || undefined);
  return {
    text,
    problems: own.problems,
    ...(own.problems.length === 0 && { selector: parsed.selector }),
    ...(within && { namespace: within }),
  };
}

/** What is wrong about the texts of a rule, by its key. @public */
export function matchingRuleProblem(
  rule: MatchingRule,
): { key: 'labelSelector' | 'namespace'; problem: string } | undefined {
  const values = Object.fromEntries(
    MATCHING_PLACEHOLDERS.map(placeholder => [placeholder, 'x']),
  );
  for (const key of ['namespace', 'labelSelector'] as const) {
    const template = rule[key] ?? '';
    const unknown = [...template.matchAll(PLACEHOLDER)].find(
      ([, placeholder]) => !Object.hasOwn(values, placeholder),
    );
    if (unknown) {
      const known = MATCHING_PLACEHOLDERS.map(name => `{${name}}`).join(', ');
      return {
        key,
        problem: `holds ${unknown[0]}, expected one of ${known}`,
      };
    }
  }
  const namespace = rule.namespace && filled(rule.namespace, values);
  if (rule.namespace !== undefined && !NAMESPACE.test(namespace ?? '')) {
    return {
      key: 'namespace',
      problem: `is "${rule.namespace}", which is no namespace name`,
    };
  }
  const parsed = parseLabelSelector(filled(rule.labelSelector, values) ?? '');
  return parsed.ok
    ? undefined
    : {
        key: 'labelSelector',
        problem: `is "${rule.labelSelector}": ${parsed.message}`,
      };
}
