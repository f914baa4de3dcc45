import type { CheckState } from '@readiness/backstage-plugin-readiness-common';
import {
  judgeOne,
  type AnyCheck,
  type JudgeOneOptions,
  type Verdict,
} from '@readiness/backstage-plugin-readiness-engine';

// This is no test file: it declares the tests of those that call it.
const { afterAll: atTheEnd, describe: suite } = globalThis;
const wanted = expect;

/** One situation and what a check has to say of it. */
export interface CheckCase {
  check: AnyCheck;
  /** In the present tense, after "it". */
  it: string;
  objects: readonly unknown[];
  options?: JudgeOneOptions;
  state: Exclude<CheckState, 'waived'>;
  /** Codes that stand among the reasons. */
  codes?: readonly string[];
  /** Codes that do not. */
  without?: readonly string[];
  /** Name of the subject; needed where several are judged. */
  subject?: string;
  unknownReason?: Verdict['unknownReason'];
}

export const codesOf = ({ reasons, occurrences }: Verdict) => [
  ...reasons.map(({ code }) => code),
  ...occurrences.flatMap(({ reasons: own }) => own.map(({ code }) => code)),
];

/** The verdict of a case. @throws where there is none or more than one. */
export async function verdictOf(
  one: Pick<CheckCase, 'check' | 'objects' | 'options' | 'subject'>,
): Promise<Verdict> {
  const verdicts = (await judgeOne(one.check, one.objects, one.options)).filter(
    ({ subject }) => !one.subject || subject.name === one.subject,
  );
  if (verdicts.length !== 1) {
    throw new Error(
      `expected one verdict, there are ${verdicts
        .map(({ subject }) => `${subject.kind} ${subject.name}`)
        .join(', ')}`,
    );
  }
  return verdicts[0];
}

/** The cases of a test file, over all its calls. */
const run: CheckCase[] = [];

/** A check promises its verdicts in `texts.rules`, no more and no fewer. */
function expectEveryVerdict(): void {
  for (const check of new Set(run.map(one => one.check))) {
    const shown = run
      .filter(one => one.check === check)
      .map(({ state }) => state);
    wanted([check.id, [...new Set(shown)].sort()]).toEqual([
      check.id,
      Object.keys(check.texts.rules).sort(),
    ]);
  }
}

/**
 * Runs cases as tests of the check that they are about. Together the cases of
 * a file must show every verdict that the rules of their checks name.
 */
export function describeCases(cases: readonly CheckCase[]): void {
  if (run.length === 0) atTheEnd(expectEveryVerdict);
  run.push(...cases);
  suite.each([...new Set(cases.map(({ check }) => check.id))])('%s', id => {
    globalThis.it.each(cases.filter(({ check }) => check.id === id))(
      '$it',
      async one => {
        const verdict = await verdictOf(one);
        const codes = codesOf(verdict);
        const { codes: named = [], without = [], unknownReason } = one;
        wanted({
          state: verdict.state,
          codes: codes.filter(code => named.includes(code)),
          without: codes.filter(code => without.includes(code)),
          unknownReason: unknownReason && verdict.unknownReason,
        }).toEqual({
          state: one.state,
          codes: wanted.arrayContaining([...named]),
          without: [],
          unknownReason,
        });
      },
    );
  });
}
