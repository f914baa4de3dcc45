import type { Exception } from '@readiness/backstage-plugin-readiness-engine';

interface Controller {
  namespace: string;
  name: string;
  reason: string;
}

/**
 * What is reachable from outside because that is its work, and needs the
 * rights of its token for it.
 */
const CONTROLLERS: readonly Controller[] = [
  {
    namespace: 'ingress-nginx',
    name: '*controller',
    reason:
      'ingress-nginx reads the certificates of all Ingresses from Secrets, in every namespace.',
  },
  {
    namespace: 'traefik',
    name: 'traefik*',
    reason:
      'Traefik reads the certificates of all routes from Secrets, in every namespace.',
  },
  {
    namespace: 'kong',
    name: 'kong*',
    reason:
      'Kong reads certificates and credentials of consumers from Secrets.',
  },
  {
    namespace: 'haproxy-controller',
    name: '*haproxy*',
    reason:
      'The HAProxy controller reads the certificates of all Ingresses from Secrets.',
  },
  {
    namespace: 'istio-system',
    name: 'istio-ingressgateway*',
    reason:
      'The gateway of Istio reads the certificates that it serves from Secrets of its namespace.',
  },
  {
    namespace: 'istio-ingress',
    name: '*gateway*',
    reason:
      'The gateway of Istio reads the certificates that it serves from Secrets of its namespace.',
  },
  {
    namespace: 'argocd',
    name: 'argocd-server',
    reason:
      'The server of Argo CD keeps clusters, repositories and accounts in Secrets of its namespace.',
  },
];

/** Exposed workloads whose token opens much by design. */
export const EXPOSED_TOKENS: readonly Exception[] = CONTROLLERS.map(
  controller => ({
    check: 'sec-rbac-sa-hygiene',
    ...controller,
    rule: 'exposed-token',
    origin: 'shipped' as const,
  }),
);
