import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { imageName, imagePath } from '../imageReference';
import { workloadTitle } from './agents';

/** Evaluators of PrometheusRules beside Prometheus, by the resource they come from. */
const KINDS = ['ThanosRuler', 'VMAlert'];
/** By the last part of an image: Mimir, Cortex and Thanos rule, vmalert, and Alloy, which hands rules on. */
const RULER_IMAGES = ['vmalert', 'alloy', 'agent'];
const RULER_PARTS = ['thanos', 'mimir', 'cortex', 'loki'];

function evaluates({ kind, name, owner, template }: Workload): boolean {
  if (KINDS.includes(kind) || KINDS.includes(owner?.kind ?? '')) return true;
  return (template?.containers ?? []).some(({ image = '' }) => {
    const path = imagePath(image);
    const last = imageName(image);
    return (
      (RULER_PARTS.includes(last) && name.includes('rule')) ||
      (RULER_IMAGES.includes(last) &&
        (last !== 'agent' || path.includes('grafana')))
    );
  });
}

/** Workloads that may evaluate rules which no Prometheus asks for. */
export function otherEvaluators(
  workloads: readonly Workload[],
): readonly string[] {
  return workloads.filter(evaluates).map(workloadTitle);
}
