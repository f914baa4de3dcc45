import {
  globMatch,
  matchesSelector,
} from '@readiness/backstage-plugin-readiness-engine';
import type { BackupScheduleObject } from '@readiness/backstage-plugin-readiness-engine';

/** Something in a namespace that a backup has to hold. */
export interface BackupItem {
  group: string;
  kind: string;
  name: string;
  labels: Readonly<Record<string, string>>;
}

/** The namespace part of a Velero backup or schedule. */
export interface NamespaceScope {
  includedNamespaces: readonly string[];
  excludedNamespaces: readonly string[];
}

const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['deploy'],
  StatefulSet: ['sts'],
  DaemonSet: ['ds'],
  CronJob: ['cj'],
  PersistentVolumeClaim: ['pvc'],
  Pod: ['po'],
};

/** `a{b,c}` as `ab` and `ac`; one level, as Velero's own patterns are written. */
function alternatives(pattern: string): readonly string[] {
  const braces = pattern.match(/^([^{}]*)\{([^{}]*)\}(.*)$/);
  if (!braces) return [pattern];
  const [, before, choices, after] = braces;
  return choices.split(',').map(choice => `${before}${choice.trim()}${after}`);
}

function anyMatches(patterns: readonly string[], text: string): boolean {
  return patterns
    .flatMap(alternatives)
    .some(pattern => globMatch(pattern, text));
}

/** No include means all; an exclude always wins. */
export function includesNamespace(
  scope: NamespaceScope,
  namespace: string,
): boolean {
  const included =
    scope.includedNamespaces.length === 0 ||
    anyMatches(scope.includedNamespaces, namespace);
  return included && !anyMatches(scope.excludedNamespaces, namespace);
}

/** Every spelling under which Velero finds a resource. */
function spellings({ group, kind }: BackupItem): readonly string[] {
  const singular = kind.toLowerCase();
  const names = [singular, `${singular}s`, ...(SHORT_NAMES[kind] ?? [])];
  return group ? [...names, ...names.map(name => `${name}.${group}`)] : names;
}

function includesResource(
  { includedResources, excludedResources }: BackupScheduleObject['template'],
  item: BackupItem,
): boolean {
  const names = spellings(item);
  const named = (list: readonly string[]) =>
    list.some(entry => entry === '*' || names.includes(entry.toLowerCase()));
  return (
    (includedResources.length === 0 || named(includedResources)) &&
    !named(excludedResources)
  );
}

function includesLabels(
  template: BackupScheduleObject['template'],
  labels: BackupItem['labels'],
): boolean {
  if (labels['velero.io/exclude-from-backup'] === 'true') return false;
  if (template.orLabelSelectors.length > 0) {
    return template.orLabelSelectors.some(selector =>
      matchesSelector(selector, labels),
    );
  }
  return (
    template.labelSelector === undefined ||
    matchesSelector(template.labelSelector, labels)
  );
}

/** Whether a run of this schedule holds this object of this namespace. */
export function scheduleSelects(
  { template }: BackupScheduleObject,
  namespace: string,
  item: BackupItem,
): boolean {
  return (
    includesNamespace(template, namespace) &&
    includesResource(template, item) &&
    includesLabels(template, item.labels)
  );
}
