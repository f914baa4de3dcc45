import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { account, clusterRole, roleBinding, rule } from './__fixtures__/rbac';
import { rbacReviewed as check } from './rbacReviewed';
import { rbacReviewedCases } from './rbacReviewed.cases';

describeCases(rbacReviewedCases);

describe('findings of sec-rbac-reviewed', () => {
  it('are the review and each account that is gone, with what takes it away', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [
        clusterRole('edit', [rule(['get'], ['pods'])]),
        roleBinding('shop', 'import', { name: 'edit' }, [
          account('shop', 'import'),
        ]),
      ],
    });
    expect(
      occurrences.map(one => [one.discriminator, one.state, one.severity]),
    ).toEqual([
      ['review', 'fail', 'medium'],
      ['ServiceAccount:shop/import', 'warn', 'low'],
    ]);
    expect(occurrences[1].remediation.content).toBe(
      'kubectl delete rolebinding import -n shop',
    );
  });
});
