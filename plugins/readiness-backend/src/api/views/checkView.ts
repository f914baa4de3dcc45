import type { CheckInfo } from '@readiness/backstage-plugin-readiness-common';
import type { AnyCheck } from '@readiness/backstage-plugin-readiness-engine';

function scopeText({ types, classes }: AnyCheck['scope']): string {
  const text = types.join('+');
  return classes ? `${text}(${classes.join(',')})` : text;
}

/** A check as the API answers it: its own declaration, nothing written twice. */
export function checkView(
  check: AnyCheck,
  options: Pick<CheckInfo, 'enabled' | 'responsible' | 'mode' | 'disputes'>,
): CheckInfo {
  const { texts } = check;
  return {
    id: check.id,
    title: check.title,
    dimension: check.dimension,
    control: check.control,
    scope: scopeText(check.scope),
    severity: check.severity,
    stage: check.stage,
    effort: check.effort,
    fixKey: check.fixKey,
    ...(check.gate && { gate: check.gate }),
    ...options,
    reads: check.reads.map((read: object) => ({ ...read })),
    texts: {
      why: texts.why,
      rules: { ...texts.rules } as Record<string, string>,
      traps: [...texts.traps],
      fix: texts.fix,
      references: [...texts.references],
    },
  };
}
