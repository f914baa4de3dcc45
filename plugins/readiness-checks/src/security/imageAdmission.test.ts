import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { deployment, namespace, SHOP } from '../__fixtures__/objects';
import { imageAdmission as check } from './imageAdmission';
import { imageAdmissionCases } from './imageAdmission.cases';

describeCases(imageAdmissionCases);

describe('remediation of sec-image-admission', () => {
  it('is a policy that reports before it refuses', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [namespace(SHOP), deployment()],
    });
    expect(parse(occurrences[0].remediation.content)).toMatchObject({
      kind: 'ImageValidatingPolicy',
      spec: { validationActions: ['Audit'] },
    });
  });
});
