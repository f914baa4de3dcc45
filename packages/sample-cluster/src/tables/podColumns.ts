import { asInteger, asString, at, objectsOf } from '../json';
import type { KubeObject } from '../objects/KubeObject';
import {
  AGE,
  type Column,
  NAME,
  column,
  field,
  listed,
  since,
  wide,
} from './Column';

const statusesOf = (pod: KubeObject) =>
  objectsOf(at(pod, 'status', 'containerStatuses'));
const initStatusesOf = (pod: KubeObject) =>
  objectsOf(at(pod, 'status', 'initContainerStatuses'));

/** Init containers that go on running, with the state that they are in. */
function sidecarStatuses(pod: KubeObject) {
  const names = objectsOf(at(pod, 'spec', 'initContainers'))
    .filter(container => container.restartPolicy === 'Always')
    .map(container => container.name);
  return initStatusesOf(pod).filter(({ name }) => names.includes(name));
}

function readyText(pod: KubeObject): string {
  const running = [...sidecarStatuses(pod), ...statusesOf(pod)];
  const sidecars = objectsOf(at(pod, 'spec', 'initContainers')).filter(
    container => container.restartPolicy === 'Always',
  );
  const total = objectsOf(at(pod, 'spec', 'containers')).length;
  const ready = running.filter(
    status => status.ready === true && !at(status, 'state', 'terminated'),
  );
  return `${ready.length}/${total + sidecars.length}`;
}

/** The phase, or what a container waits for or ended with. */
function statusText(pod: KubeObject): string {
  const phase = asString(at(pod, 'status', 'phase')) ?? 'Unknown';
  const reasons = statusesOf(pod).map(
    status =>
      asString(at(status, 'state', 'waiting', 'reason')) ??
      asString(at(status, 'state', 'terminated', 'reason')),
  );
  const init = initProblem(pod);
  if (init) return init;
  return (
    reasons.find(reason => reason !== undefined) ??
    asString(at(pod, 'status', 'reason')) ??
    phase
  );
}

/** `Init:1/2` and the like while an init container is not done. */
function initProblem(pod: KubeObject): string | undefined {
  const statuses = initStatusesOf(pod);
  const sidecars = sidecarStatuses(pod);
  const done = statuses.findIndex(status =>
    sidecars.includes(status)
      ? status.started !== true
      : at(status, 'state', 'terminated', 'exitCode') !== 0,
  );
  // A pod that ran to its end has ended its sidecars, too.
  if (done < 0 || at(pod, 'status', 'phase') !== 'Pending') return undefined;
  const reason =
    asString(at(statuses[done], 'state', 'terminated', 'reason')) ??
    asString(at(statuses[done], 'state', 'waiting', 'reason'));
  return reason && reason !== 'PodInitializing'
    ? `Init:${reason}`
    : `Init:${done}/${statuses.length}`;
}

function restartsText(pod: KubeObject, now: number): string {
  const running = [...sidecarStatuses(pod), ...statusesOf(pod)];
  const restarts = running.reduce(
    (sum, status) => sum + (asInteger(status.restartCount) ?? 0),
    0,
  );
  const last = running
    .map(status =>
      asString(at(status, 'lastState', 'terminated', 'finishedAt')),
    )
    .filter(time => time !== undefined)
    .sort()
    .pop();
  return restarts > 0 && last
    ? `${restarts} (${since(last, now)} ago)`
    : `${restarts}`;
}

function gatesText(pod: KubeObject): string {
  const gates = objectsOf(at(pod, 'spec', 'readinessGates'));
  if (gates.length === 0) return listed([]);
  const met = objectsOf(at(pod, 'status', 'conditions')).filter(
    condition =>
      condition.status === 'True' &&
      gates.some(gate => gate.conditionType === condition.type),
  );
  return `${met.length}/${gates.length}`;
}

export const POD_COLUMNS: readonly Column[] = [
  NAME,
  column('Ready', readyText),
  column('Status', statusText),
  column('Restarts', restartsText),
  AGE,
  ...wide(
    field('IP', 'status.podIP'),
    field('Node', 'spec.nodeName'),
    field('Nominated Node', 'status.nominatedNodeName'),
    column('Readiness Gates', gatesText),
  ),
];
