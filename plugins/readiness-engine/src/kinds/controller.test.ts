import { projectController } from './controller';

const controllerWith = (spec: object, conditions: readonly object[] = []) =>
  projectController('apps', 'StatefulSet', {
    metadata: { name: 'db', namespace: 'shop' },
    spec,
    status: { conditions },
  });

const failure = (parts: object) =>
  controllerWith({}, [{ type: 'ReplicaFailure', status: 'True', ...parts }])
    .createFailure;

describe('projection of controllers', () => {
  it('tells Pod Security from other refusals, without the message', () => {
    const refused = failure({
      reason: 'FailedCreate',
      message:
        'pods "db-0" is forbidden: violates PodSecurity "restricted:latest": privileged',
      lastTransitionTime: '2026-11-20T00:00:00Z',
    });
    expect(refused).toEqual({
      reason: 'FailedCreate',
      podSecurity: true,
      since: Date.parse('2026-11-20T00:00:00Z'),
    });
    expect(
      failure({ reason: 'FailedCreate', message: 'exceeded quota: pods' }),
    ).toEqual({ reason: 'FailedCreate', podSecurity: false });
  });

  it('has no failure where the condition is over', () => {
    expect(failure({ status: 'False' })).toBeUndefined();
    expect(controllerWith({}).createFailure).toBeUndefined();
  });

  it('reads the strategy of either sort of controller', () => {
    expect(controllerWith({ strategy: { type: 'Recreate' } }).strategy).toBe(
      'Recreate',
    );
    expect(
      controllerWith({ updateStrategy: { type: 'OnDelete' } }).strategy,
    ).toBe('OnDelete');
  });

  it('retains claims unless the policy says otherwise', () => {
    expect(controllerWith({}).claimRetention).toBeUndefined();
    expect(
      controllerWith({
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' },
      }).claimRetention,
    ).toEqual({ whenDeleted: 'Delete', whenScaled: 'Retain' });
  });
});
