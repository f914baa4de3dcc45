import { isCriticalHostPath } from './criticalHostPath';

describe('isCriticalHostPath', () => {
  it.each([
    '/',
    '//',
    '/etc',
    '/etc/',
    '/etc/kubernetes/pki',
    '/var/run/docker.sock',
    '/run/docker.sock',
    '/run/containerd/containerd.sock',
    '/var/lib/kubelet/pods',
    '/var/lib',
    '/var',
    '/run',
    '/var/run/',
    '/opt/../etc',
  ])('takes %s for a way to the node', path => {
    expect(isCriticalHostPath(path)).toBe(true);
  });

  it.each(['/sys', '/proc', '/var/log', '/dev/disk', '/etcd', '/opt/cni/bin'])(
    'does not take %s for one',
    path => {
      expect(isCriticalHostPath(path)).toBe(false);
    },
  );

  it('expects the worst of a path that is not given', () => {
    expect(isCriticalHostPath('')).toBe(true);
  });
});
