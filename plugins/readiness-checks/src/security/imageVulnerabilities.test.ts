import fc from 'fast-check';
import { codesOf, describeCases, verdictOf } from '../__fixtures__/checkCases';
import { report, running, vulnerability } from './__fixtures__/images';
import { imageVulnerabilities as check } from './imageVulnerabilities';
import { imageVulnerabilitiesCases } from './imageVulnerabilities.cases';

describeCases(imageVulnerabilitiesCases);

const judged = (
  vulnerabilities: readonly Readonly<Record<string, unknown>>[],
) =>
  verdictOf({
    check,
    subject: 'app',
    objects: [...running(), report({ vulnerabilities })],
  });

const ORDER = ['fail', 'warn', 'pass'];
const anyVulnerability = fc
  .record({
    id: fc.integer({ min: 1, max: 40 }),
    severity: fc.constantFrom('CRITICAL', 'HIGH', 'MEDIUM'),
    days: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    fixed: fc.boolean(),
  })
  .map(({ id, severity, days, fixed }) =>
    vulnerability(`CVE-2026-${id}`, severity, days, {
      fixedVersion: fixed ? '2' : '',
    }),
  );

describe('sec-image-vulns', () => {
  it('is never milder for one vulnerability more, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyVulnerability, {
          maxLength: 12,
          selector: one => one.vulnerabilityID,
        }),
        async list => {
          const [some, all, back] = await Promise.all([
            judged(list.slice(1)),
            judged(list),
            judged([...list].reverse()),
          ]);
          expect(ORDER.indexOf(all.state)).toBeLessThanOrEqual(
            ORDER.indexOf(some.state),
          );
          expect(back).toEqual(all);
        },
      ),
      { seed: 20, numRuns: 25 },
    );
  });

  it('keeps ids of the oldest and counts the rest', async () => {
    const verdict = await judged(
      Array.from({ length: 40 }, (_, index) =>
        vulnerability(`CVE-2026-${100 + index}`, 'CRITICAL', 10 + index),
      ),
    );
    const [{ message }] = verdict.occurrences[0].reasons;
    expect(codesOf(verdict)).toEqual(['critical-overdue']);
    expect(message).toContain('40 fixable critical vulnerabilities');
    expect(message).toContain('CVE-2026-139, CVE-2026-138');
    expect(message).not.toContain('CVE-2026-100');
  });

  it('calls overdue high ones less grave than critical ones', async () => {
    const severities = await Promise.all(
      ['HIGH', 'CRITICAL'].map(async grade => {
        const { occurrences } = await judged([
          vulnerability('CVE-2026-1', grade, 5),
        ]);
        return occurrences[0].severity;
      }),
    );
    expect(severities).toEqual(['medium', 'high']);
  });

  it('finds each container by itself and says what to run', async () => {
    const { occurrences } = await judged([
      vulnerability('CVE-2026-1', 'CRITICAL', 9),
    ]);
    expect(occurrences.map(one => one.discriminator)).toEqual(['app']);
    expect(occurrences[0].remediation.content).toContain(
      'trivy image --severity CRITICAL,HIGH --ignore-unfixed registry.example.com/shop/app:1.4.2',
    );
  });
});
