import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { DIGEST, running, service } from './__fixtures__/images';
import { imageCiScan as check } from './imageCiScan';
import { imageCiScanCases } from './imageCiScan.cases';

describeCases(imageCiScanCases);

describe('remediation of sec-image-ci-scan', () => {
  it('scans and attests the image that runs', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: running(),
      options: { entities: [service], params: { recorded: true } },
    });
    expect(occurrences[0].remediation.content.split('\n')).toEqual([
      'trivy image --exit-code 1 --severity CRITICAL --ignore-unfixed registry.example.com/shop/app:1.4.2',
      'trivy image --format cosign-vuln --output scan.json registry.example.com/shop/app:1.4.2',
      `cosign attest --type vuln --predicate scan.json registry.example.com/shop/app:1.4.2@${DIGEST}`,
      '',
    ]);
  });
});
