import type { WebhookConfigurationObject } from '../inventory/objects';
import { at, items, number, text, texts, word } from './fields';
import { defineKind, type Kind } from './Kind';
import { labelSelector, objectMeta } from './metadata';

type Webhook = WebhookConfigurationObject['webhooks'][number];

/** As people write it: the core group is not named. */
function resources(rule: unknown): readonly string[] {
  const groups = texts(at(rule, 'apiGroups'));
  return texts(at(rule, 'resources')).flatMap(resource =>
    groups.map(group => (group === '' ? resource : `${resource}.${group}`)),
  );
}

/** Neither certificates nor URLs, which may hold a token. */
function webhook(raw: unknown): Webhook {
  const service = at(raw, 'clientConfig', 'service');
  const namespace = word(at(service, 'namespace'));
  const name = word(at(service, 'name'));
  return {
    name: text(at(raw, 'name')) ?? '',
    failurePolicy: word(at(raw, 'failurePolicy')) ?? 'Fail',
    timeoutSeconds: number(at(raw, 'timeoutSeconds')) ?? 10,
    namespaceSelector: labelSelector(at(raw, 'namespaceSelector')),
    resources: [...new Set(items(at(raw, 'rules')).flatMap(resources))],
    ...(namespace !== undefined &&
      name !== undefined && { service: { namespace, name } }),
    ...(word(at(raw, 'clientConfig', 'caBundle')) !== undefined && {
      caBundle: true as const,
    }),
  };
}

/** One of the two kinds of webhook configurations, which differ in name only. */
export function webhookConfiguration(
  resource: string,
  kind: string,
): Kind<WebhookConfigurationObject> {
  return defineKind({
    group: 'admissionregistration.k8s.io',
    resource,
    kind,
    namespaced: false,
    versions: ['v1'],
    project: raw => ({
      ...objectMeta(raw),
      webhooks: items(at(raw, 'webhooks')).map(webhook),
    }),
  });
}
