import type {
  Inventory,
  Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import { parseImage } from '../imageReference';

/** What a cluster cannot do without for long, by the name of its image. */
const BY_IMAGE = [
  { what: 'the cluster’s DNS', pattern: /(^|\/)(coredns|k8s-dns-kube-dns)$/ },
  {
    what: 'a node autoscaler',
    pattern:
      /(^|\/)(cluster-autoscaler(-(amd|arm)64)?|karpenter(\/controller)?)$/,
  },
  {
    what: 'an ingress controller',
    pattern:
      /(^|\/)(ingress-nginx\/controller|nginx-ingress(-controller)?|nginx\/nginx-ingress|traefik|kong|kong-gateway|contour|haproxy-ingress|kubernetes-ingress|emissary)$/,
  },
] as const;

/** Gateways of a mesh run the image of its sidecars. */
const GATEWAY = /^istio-.*ingressgateway$|^(istio-)?ingressgateway$/;

type Webhooks = Pick<
  Inventory,
  'validatingWebhookConfigurations' | 'mutatingWebhookConfigurations'
>;

function webhookOf(
  { namespace, services }: Workload,
  inventory: Webhooks,
): string | undefined {
  return [
    ...inventory.validatingWebhookConfigurations,
    ...inventory.mutatingWebhookConfigurations,
  ].find(({ webhooks }) =>
    webhooks.some(
      ({ service }) =>
        service?.namespace === namespace && services.includes(service.name),
    ),
  )?.name;
}

/** What the cluster needs it for, in words; `undefined` where it can go for a while. */
export function criticalFor(
  workload: Workload,
  inventory: Webhooks,
): string | undefined {
  const repositories = (workload.template?.containers ?? []).flatMap(
    ({ image }) => parseImage(image)?.repository ?? [],
  );
  const known = BY_IMAGE.find(({ pattern }) =>
    repositories.some(repository => pattern.test(repository)),
  );
  if (known) return known.what;
  if (GATEWAY.test(workload.name)) return 'an ingress gateway';
  const webhook = webhookOf(workload, inventory);
  return webhook && `the admission webhook ${webhook}`;
}
