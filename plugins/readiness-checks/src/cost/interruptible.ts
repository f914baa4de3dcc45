import {
  matchesSelector,
  type BudgetObject,
  type EntityFacts,
  type Workload,
} from '@readiness/backstage-plugin-readiness-engine';
import type { Environment } from '@readiness/backstage-plugin-readiness-common';
import { parseImage } from '../imageReference';

const DECLARATION = 'readiness.io/interruptible';

/** Annotations by which people ask node autoscalers to leave a pod where it is. */
const PINNED: Readonly<Record<string, string>> = {
  'karpenter.sh/do-not-disrupt': 'true',
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
};

/** Images of runners that take one job and go. */
const CI_RUNNER =
  /(^|\/)(actions-runner|gitlab-runner-helper|inbound-agent|woodpecker-agent)$|^(buildkite|jenkins)\/agent$/;

const LEAST_REPLICAS = 3;

/** What the owner says: `undefined` where nothing is said. */
export function declaredInterruptible(
  { annotations, template }: Workload,
  entity: EntityFacts | undefined,
): boolean | undefined {
  const said = [annotations, template?.annotations, entity?.annotations]
    .map(map => map?.[DECLARATION])
    .find(value => value !== undefined);
  return said === undefined ? undefined : said.trim() === 'true';
}

const isPinned = ({ template }: Workload) =>
  Object.entries(PINNED).some(
    ([key, value]) => template?.annotations[key] === value,
  );

const isRunner = ({ template }: Workload) =>
  (template?.containers ?? []).some(({ image }) =>
    CI_RUNNER.test(parseImage(image)?.repository ?? ''),
  );

/** Outside of production, with replicas and a budget, and nothing to lose. */
function isSpare(
  workload: Workload,
  environment: Environment,
  budgets: readonly BudgetObject[],
): boolean {
  const { namespace, classes, replicas = 0, template, claims } = workload;
  return (
    environment !== 'prod' &&
    classes.has('service') &&
    !classes.has('stateful') &&
    claims.length === 0 &&
    replicas >= LEAST_REPLICAS &&
    budgets.some(
      budget =>
        budget.namespace === namespace &&
        matchesSelector(budget.selector, template?.labels ?? {}),
    )
  );
}

/**
 * What looks as if it may be interrupted. A suggestion: only the annotation
 * says so (`catalogue/30` C3).
 */
export function seemsInterruptible(
  workload: Workload,
  environment: Environment,
  budgets: readonly BudgetObject[],
): boolean {
  if (isPinned(workload)) return false;
  const { classes, template } = workload;
  return (
    (classes.has('batch') && template?.restartPolicy === 'OnFailure') ||
    isRunner(workload) ||
    isSpare(workload, environment, budgets)
  );
}
