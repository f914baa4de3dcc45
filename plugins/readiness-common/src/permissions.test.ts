import { isResourcePermission } from '@backstage/plugin-permission-common';
import { readinessPermissions } from './permissions';

describe('readinessPermissions', () => {
  it('holds every permission of the plugin once', () => {
    expect(readinessPermissions.map(({ name }) => name)).toEqual([
      'readiness.scorecard.read',
      'readiness.cluster.read',
      'readiness.cluster.manage',
      'readiness.scan.start',
      'readiness.task.update',
      'readiness.evidence.record',
      'readiness.waiver.request',
      'readiness.waiver.approve',
      'readiness.finding.dispute',
    ]);
  });

  it('ties what is decided by entity to the entities of the catalog', () => {
    expect(
      readinessPermissions
        .filter(permission =>
          isResourcePermission(permission, 'catalog-entity'),
        )
        .map(({ name }) => name),
    ).toEqual(['readiness.scorecard.read', 'readiness.task.update']);
  });
});
