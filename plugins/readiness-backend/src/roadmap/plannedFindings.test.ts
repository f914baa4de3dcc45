import { findingRow } from './__fixtures__/findingRow';
import { plannedFindings } from './plannedFindings';

const restore = {
  check_id: 'rec-restore-pvc-proven',
  fix_key: 'restore-drill',
};

describe('plannedFindings', () => {
  it('leaves out what is waived', () => {
    const rows = [
      findingRow({ id: 'a' }),
      findingRow({ id: 'b', state: 'waived' }),
    ];
    expect(plannedFindings(rows).map(({ id }) => id)).toEqual(['a']);
  });

  it('pauses the due date of what is disputed', () => {
    const [open, disputed] = plannedFindings([
      findingRow({ id: 'a' }),
      findingRow({ id: 'b', disputed: true }),
    ]);
    expect(open.dueAt).toBe(Date.parse('2026-12-01T00:00:00Z'));
    expect(disputed.dueAt).toBeUndefined();
  });

  it('marks the verdict of a cluster that sums up its namespaces', () => {
    const cluster = findingRow({
      id: 'a',
      subject_key: 'cluster:u1',
      ...restore,
    });
    const namespace = findingRow({
      id: 'b',
      subject_key: 'ns:u1/shop',
      ...restore,
    });
    const elsewhere = { ...namespace, cluster_uid: 'u2' };
    const sums = (...rows: (typeof cluster)[]) =>
      plannedFindings(rows).map(({ summarises }) => summarises ?? false);
    expect(sums(cluster, namespace)).toEqual([true, false]);
    expect(sums(cluster, elsewhere)).toEqual([false, false]);
  });

  it('knows exposure and what a visibility finding hides', () => {
    const [exposed, blind] = plannedFindings([
      findingRow({ id: 'a', control: 'S4', severity: 'critical' }),
      findingRow({ id: 'b', kind: 'visibility', hides: '["rec-pdb"]' }),
    ]);
    expect(exposed).toMatchObject({ exposureClass: true, privileged: false });
    expect(blind).toMatchObject({ visibility: true, hides: ['rec-pdb'] });
  });
});
