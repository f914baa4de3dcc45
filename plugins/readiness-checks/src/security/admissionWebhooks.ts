import {
  matchesSelector,
  type AdmissionWebhook,
  type Inventory,
  type LabelSelector,
  type NamespaceObject,
} from '@readiness/backstage-plugin-readiness-engine';

/** Engines whose webhooks decide what may run, by their Service or name. */
const SECURITY =
  /kyverno|gatekeeper|kubewarden|connaisseur|ratify|sigstore|policy-controller|polaris|\bopa\b|datree|neuvector|image-policy/;

/** A webhook with the configuration that it stands in. */
export interface PlacedWebhook {
  /** e.g. `ValidatingWebhookConfiguration kyverno-resource`. */
  configuration: { kind: string; name: string };
  webhook: AdmissionWebhook;
  /** It decides what may run, and does not only add or check something of its own. */
  isSecurity: boolean;
}

type Key = 'validatingWebhookConfigurations' | 'mutatingWebhookConfigurations';

/** Every webhook of the cluster. */
export function admissionWebhooks(
  inventory: Pick<Inventory, Key>,
): readonly PlacedWebhook[] {
  const kinds = [
    ['validatingWebhookConfigurations', 'ValidatingWebhookConfiguration'],
    ['mutatingWebhookConfigurations', 'MutatingWebhookConfiguration'],
  ] as const;
  return kinds.flatMap(([key, kind]) =>
    inventory[key].flatMap(({ name, webhooks }) =>
      webhooks.map(webhook => ({
        configuration: { kind, name },
        webhook,
        isSecurity: [name, webhook.name, webhook.service?.name ?? ''].some(
          text => SECURITY.test(text),
        ),
      })),
    ),
  );
}

/** Namespaces that a selector leaves out; the API server sets the name as a label. */
export function leftOut(
  selector: LabelSelector | undefined,
  namespaces: readonly NamespaceObject[],
): readonly NamespaceObject[] {
  if (!selector) return [];
  return namespaces.filter(
    ({ name, labels }) =>
      !matchesSelector(selector, {
        ...labels,
        'kubernetes.io/metadata.name': name,
      }),
  );
}
