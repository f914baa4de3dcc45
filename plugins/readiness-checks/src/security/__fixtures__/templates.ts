import {
  KINDS,
  type PodTemplate,
} from '@readiness/backstage-plugin-readiness-engine';

/** A pod template as a scan has it, from the fields of a pod spec. */
export function template(spec: object, annotations: object = {}): PodTemplate {
  const { template: projected } = KINDS.deployments.project({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'shop' },
    spec: {
      template: {
        metadata: { annotations },
        spec: { containers: [{ name: 'app' }], ...spec },
      },
    },
  });
  if (!projected) throw new Error('no template');
  return projected;
}
