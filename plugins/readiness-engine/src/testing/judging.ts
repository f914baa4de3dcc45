import { type AnyCheck } from '../check';
import type { Occurrence } from '../finding';
import { workloads } from '../reads';
import { judgeOne, type JudgeOneOptions } from '../testing';
import { aCheck } from './aCheck';
import type { Raw } from './rawObjects';

/** A failure, unless said otherwise. */
export const occurrence = (parts: Partial<Occurrence> = {}): Occurrence => ({
  state: 'fail',
  reasons: [{ code: 'bad', message: 'It is bad.' }],
  remediation: { summary: 'Fix it.', type: 'command', content: 'true' },
  ...parts,
});

export const namespaceWith = (
  name: string,
  metadata: Record<string, unknown> = {},
): Raw => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, uid: `${name}-uid`, ...metadata },
});

/** Passes on every workload. */
export const onWorkloads = aCheck({ reads: workloads() });

/** State, and reason of an unknown, by the name of the subject. */
export async function states(
  check: AnyCheck,
  objects: readonly Raw[],
  options?: JudgeOneOptions,
) {
  const verdicts = await judgeOne(check, objects, options);
  return Object.fromEntries(
    verdicts.map(({ subject, state, unknownReason }) => [
      subject.name,
      unknownReason ? `${state}: ${unknownReason}` : state,
    ]),
  );
}
