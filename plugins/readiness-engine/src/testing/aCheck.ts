import { type AnyCheck, type Check, pass } from '../check';

/** A check of which a test sets what it is about. */
export function aCheck(parts: Partial<AnyCheck> = {}): AnyCheck {
  const check: Check = {
    id: 'test-check',
    title: 'A check',
    dimension: 'security',
    control: 'S1',
    scope: { types: ['workload'] },
    severity: 'high',
    stage: 'configured',
    effort: 'S',
    fixKey: 'test-fix',
    reads: [],
    texts: { why: '', rules: {}, traps: [], fix: '', references: [] },
    judge: () => pass(),
  };
  return { ...check, ...parts };
}
