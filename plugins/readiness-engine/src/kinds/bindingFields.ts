import type { BindingObject } from '../inventory/objects';
import { at, items, text, word } from './fields';
import { objectMeta } from './metadata';

/** A RoleBinding or ClusterRoleBinding. */
export function bindingFields(raw: unknown): BindingObject {
  return {
    ...objectMeta(raw),
    roleRef: {
      kind: text(at(raw, 'roleRef', 'kind')) ?? '',
      name: text(at(raw, 'roleRef', 'name')) ?? '',
    },
    subjects: items(at(raw, 'subjects')).map(subject => ({
      kind: text(at(subject, 'kind')) ?? '',
      name: text(at(subject, 'name')) ?? '',
      namespace: word(at(subject, 'namespace')),
    })),
  };
}
