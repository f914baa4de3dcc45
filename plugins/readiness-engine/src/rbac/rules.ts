import type { AnyCheck, NonResourceRead, Read, ResourceRead } from '../check';
import { list } from '../reads';

/** A rule of a ClusterRole or Role. */
export interface RbacRule {
  apiGroup: string;
  resources: readonly string[];
  resourceNames?: readonly string[];
  verbs: readonly string[];
}

export const isResourceRead = (read: Read): read is ResourceRead =>
  'kind' in read;

export const isNonResourceRead = (read: Read): read is NonResourceRead =>
  'nonResourceURL' in read;

/** Text in a YAML flow sequence, quoted where YAML would read it otherwise. */
export function yamlText(text: string): string {
  return /^[a-z][a-z0-9.-]*$/.test(text) &&
    !['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n'].includes(
      text,
    )
    ? text
    : JSON.stringify(text);
}

const sequence = (texts: readonly string[]) =>
  `[${texts.map(yamlText).join(', ')}]`;

/** One entry of `rules:`. */
export function ruleYaml(rule: RbacRule): string {
  const { apiGroup, resources, resourceNames, verbs } = rule;
  return [
    `- apiGroups: ${sequence([apiGroup])}`,
    `  resources: ${sequence(resources)}`,
    ...(resourceNames ? [`  resourceNames: ${sequence(resourceNames)}`] : []),
    `  verbs: ${sequence(verbs)}`,
  ].join('\n');
}

/** One entry of `rules:` for pages that are no resources. */
export function urlRuleYaml(urls: readonly string[]): string {
  return `- nonResourceURLs: ${sequence(urls)}\n  verbs: [get]`;
}

/** Class, environment and owner of every subject hang on its namespace. */
const ENGINE_READS: readonly Read[] = [list('namespaces')];

/**
 * Every read of the engine and of some checks, each once. Where one check can
 * do without a read that another needs, it is needed.
 *
 * @public
 */
export function collectReads(checks: readonly AnyCheck[]): readonly Read[] {
  const byKey = new Map<string, Read>();
  const declared = checks.flatMap<Read>(check => check.reads);
  for (const read of [...ENGINE_READS, ...declared]) {
    const key = readKey(read);
    const known = byKey.get(key);
    if (!known || (known.optional && !read.optional)) byKey.set(key, read);
  }
  return [...byKey.values()];
}

function readKey(read: Read): string {
  if ('signal' in read) return `signal/${read.signal}/${read.query}`;
  if (isNonResourceRead(read)) return `url/${read.nonResourceURL}`;
  if ('evidence' in read) return `evidence/${read.evidence}`;
  const names = [...(read.names ?? [])].sort().join(',');
  return `${read.kind}/${read.namespace ?? ''}/${names}`;
}
