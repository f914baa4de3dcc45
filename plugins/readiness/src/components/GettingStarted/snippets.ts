import type { Schemas } from '@readiness/backstage-plugin-readiness-common';

type Onboarding = Schemas['Onboarding'];
export type StepId = Onboarding['steps'][number]['id'];

const CONNECT_CLUSTER = `# app-config.yaml
kubernetes:
  serviceLocatorMethod:
    type: multiTenant
  clusterLocatorMethods:
    - type: config
      clusters:
        - name: prod-eu
          url: https://kubernetes.example.com
          authProvider: serviceAccount
          serviceAccountToken: \${PROD_EU_TOKEN}
          caData: \${PROD_EU_CA}
readiness:
  clusters:
    - name: prod-eu
      environment: prod`;

/** For entities without annotations; one of those names its own workloads. */
const MATCH_ENTITIES = `# app-config.yaml
readiness:
  matching:
    - entities: component:default/*
      labelSelector: app.kubernetes.io/name={name}`;

/** One step of the rollout at a time: to the owners, then to everybody. */
function publishSnippet({ rollout }: Onboarding): string {
  const next = rollout === 'private' ? 'owners' : 'portal';
  return `# app-config.yaml\nreadiness:\n  rollout: ${next}`;
}

/** What to paste for a step; `undefined` for one that is done in the portal. */
export function snippetFor(
  step: StepId,
  onboarding: Onboarding,
): string | undefined {
  switch (step) {
    case 'connect-cluster':
      return CONNECT_CLUSTER;
    case 'match-entities':
      return MATCH_ENTITIES;
    case 'publish':
      return publishSnippet(onboarding);
    default:
      return undefined;
  }
}
