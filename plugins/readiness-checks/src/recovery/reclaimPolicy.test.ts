import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { claim } from './__fixtures__/backups';
import { reclaimPolicy as check } from './reclaimPolicy';
import {
  data,
  ledger,
  reclaimPolicyCases,
  volume,
} from './reclaimPolicy.cases';

describeCases(reclaimPolicyCases);

describe('rec-reclaim-policy', () => {
  it('finds the claims of many replicas once', async () => {
    const replicas = Array.from({ length: 7 }, (_, index) => index);
    const set = {
      ...ledger,
      kind: 'StatefulSet',
      spec: {
        ...(ledger.spec as object),
        volumeClaimTemplates: [{ metadata: { name: 'data' } }],
      },
    };
    const claims = replicas.map(index =>
      claim(`data-ledger-${index}`, { spec: { volumeName: `pv-${index}` } }),
    );
    const volumes = replicas.map(index => volume('Delete', `pv-${index}`));
    const { occurrences } = await verdictOf({
      check,
      objects: [set, ...claims, ...volumes],
      options: { external: { backup: false } },
      subject: 'ledger',
    });
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0].reasons.map(({ code }) => code)).toEqual([
      ...Array(5).fill('delete-no-backup'),
      'more-claims',
    ]);
    expect(
      occurrences[0].remediation.content.match(/kubectl patch pv pv-/g),
    ).toHaveLength(7);
  });

  it('patches the very volume', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [ledger, data(), volume('Delete')],
      options: { external: { backup: false } },
      subject: 'ledger',
    });
    expect(occurrences[0].remediation.content).toBe(
      `kubectl patch pv pv-1 -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'\n`,
    );
    expect(occurrences[0].reasons[0].message).toBe(
      'Deleting the claim data deletes its data: volume pv-1 has the reclaim policy Delete, and no backup of the data is known.',
    );
  });
});
