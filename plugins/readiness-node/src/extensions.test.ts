import {
  readinessChecksExtensionPoint,
  readinessClusterAccessExtensionPoint,
  readinessSignalSourcesExtensionPoint,
} from './extensions';

describe('extension points', () => {
  it('keep the ids that modules depend on', () => {
    expect(readinessChecksExtensionPoint.id).toBe('readiness.checks');
    expect(readinessClusterAccessExtensionPoint.id).toBe(
      'readiness.cluster-access',
    );
    expect(readinessSignalSourcesExtensionPoint.id).toBe(
      'readiness.signal-sources',
    );
  });
});
