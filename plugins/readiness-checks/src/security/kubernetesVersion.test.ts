import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { kubernetesVersion as check } from './kubernetesVersion';
import { kubernetesVersionCases } from './kubernetesVersion.cases';
import { RELEASES } from './kubernetesReleases';

describeCases(kubernetesVersionCases);

describe('the table of releases', () => {
  it('has every minor once and each ends after the one before', () => {
    const rows = [...RELEASES.upstream];
    expect(rows.map(([minor]) => minor)).toEqual(
      rows.map((_, index) => rows[0][0] + index),
    );
    const ends = rows.map(([, until]) => until);
    expect([...ends].sort()).toEqual(ends);
  });

  it('lets EKS be paid after its standard support', () => {
    for (const [standard, paid] of RELEASES.eks.values()) {
      expect(standard < paid).toBe(true);
    }
  });
});

describe('findings of sec-k8s-version', () => {
  it('are one for the control plane and one for the kubelets', async () => {
    const { objects } = kubernetesVersionCases[0];
    const { occurrences } = await verdictOf({
      check,
      objects,
      options: { version: 'v1.31.1' },
    });
    expect(occurrences.map(({ discriminator }) => discriminator)).toEqual([
      'control-plane',
      'kubelets',
    ]);
  });
});
