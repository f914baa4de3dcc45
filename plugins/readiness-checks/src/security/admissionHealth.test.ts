import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { admissionHealthCases } from './admissionHealth.cases';

describeCases(admissionHealthCases);

const caseOf = (title: string) => {
  const one = admissionHealthCases.find(each => each.it === title);
  if (!one) throw new Error(`no case ${title}`);
  return one;
};

describe('findings of sec-admission-health', () => {
  it('scale what answers', async () => {
    const { occurrences } = await verdictOf(
      caseOf('fails one pod that may stop the cluster'),
    );
    expect(occurrences[0]).toMatchObject({
      severity: 'high',
      discriminator:
        'ValidatingWebhookConfiguration/kyverno/validate.kyverno.svc',
    });
    expect(occurrences[0].remediation.content).toContain(
      'kubectl scale deployment kyverno -n kyverno --replicas=3',
    );
  });

  it('are milder where nothing but a warning was seen', async () => {
    const { occurrences } = await verdictOf(caseOf('warns without a budget'));
    expect(occurrences[0].severity).toBe('medium');
  });
});
