import { fingerprintChanged } from './fingerprint';

const recorded = { clusterUid: 'u1', k8sMinor: '1.34', storageClasses: ['a'] };

describe('fingerprintChanged', () => {
  it.each([
    [{ ...recorded }, false],
    [{ ...recorded, k8sMinor: '1.35' }, true],
    [{ ...recorded, storageClasses: ['a', 'b'] }, true],
    [{ ...recorded, backupSpecHash: 'x' }, false],
    [{ clusterUid: 'u1' }, false],
    [undefined, false],
  ])('compares what both know: %j', (current, changed) => {
    expect(fingerprintChanged(recorded, current)).toBe(changed);
  });

  it('does not depend on the order of keys', () => {
    expect(
      fingerprintChanged({ spec: { a: 1, b: 2 } }, { spec: { b: 2, a: 1 } }),
    ).toBe(false);
  });
});
