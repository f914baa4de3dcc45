import type { BackupScheduleObject } from '../inventory/objects';
import { at, flag, items, text, texts, time, word } from './fields';
import { defineKind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

export const veleroSchedules = defineKind<BackupScheduleObject>({
  group: 'velero.io',
  resource: 'schedules',
  kind: 'Schedule',
  namespaced: true,
  versions: ['v1'],
  reachesOtherNamespaces: true,
  project: raw => {
    const template = at(raw, 'spec', 'template');
    return {
      ...objectMeta(raw),
      schedule: text(at(raw, 'spec', 'schedule')) ?? '',
      paused: flag(at(raw, 'spec', 'paused')) ?? false,
      phase: word(at(raw, 'status', 'phase')),
      validationErrors: texts(at(raw, 'status', 'validationErrors')),
      lastBackup: time(at(raw, 'status', 'lastBackup')),
      template: {
        includedNamespaces: texts(at(template, 'includedNamespaces')),
        excludedNamespaces: texts(at(template, 'excludedNamespaces')),
        includedResources: [
          ...texts(at(template, 'includedResources')),
          ...texts(at(template, 'includedNamespaceScopedResources')),
        ],
        excludedResources: [
          ...texts(at(template, 'excludedResources')),
          ...texts(at(template, 'excludedNamespaceScopedResources')),
        ],
        labelSelector: labelSelector(at(template, 'labelSelector')),
        orLabelSelectors: items(at(template, 'orLabelSelectors')).flatMap(
          selector => labelSelector(selector) ?? [],
        ),
        storageLocation: word(at(template, 'storageLocation')),
      },
    };
  },
});
