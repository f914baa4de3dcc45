import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { application, listedEntry, tracked } from './__fixtures__/delivery';
import { gitopsManaged as check } from './gitopsManaged';
import { another, app, gitopsManagedCases } from './gitopsManaged.cases';

describeCases(gitopsManagedCases);

describe('rec-gitops-managed', () => {
  const remediationOf = async (...objects: readonly unknown[]) =>
    (await verdictOf({ check, objects, subject: 'app' })).occurrences[0]
      .remediation;

  it('brings the very object to where its neighbours come from', async () => {
    const remediation = await remediationOf(
      app(),
      another('cart'),
      application({ resources: [listedEntry('Deployment', 'cart')] }),
    );
    expect(remediation).toMatchObject({
      type: 'command',
      target: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
    });
    expect(remediation.content).toContain(
      'kubectl -n shop get deployment.apps app -o yaml > app.yaml\n',
    );
    expect(remediation.content).toContain('argocd app diff argocd/web\n');
  });

  it('names no tool where none is there', async () => {
    expect((await remediationOf(app())).content).not.toMatch(/argocd|flux /);
  });

  it('names what is outside of Git in the cluster', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [app(), another('cart', { annotations: {} })],
      subject: 'test',
    });
    expect(occurrences[0].remediation.content).toContain(
      '- Deployment shop/app\n- Deployment shop/cart\n',
    );
    expect(
      (await verdictOf({ check, objects: [app(tracked)], subject: 'test' }))
        .state,
    ).toBe('pass');
  });
});
