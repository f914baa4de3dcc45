import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { claim, veleroServer } from './__fixtures__/backups';
import { backupTool as check } from './backupTool';
import { backupToolCases } from './backupTool.cases';

describeCases(backupToolCases);

describe('rec-backup-tool', () => {
  it('looks at the controller that is not ready', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: veleroServer.filter(({ kind }) => kind !== 'Pod'),
      subject: 'test',
    });
    expect(occurrences[0].remediation.content).toContain(
      'kubectl -n velero describe deployment velero\n',
    );
    expect(occurrences[0].reasons[0].message).toBe(
      'No pod of Velero (Deployment velero/velero) is ready.',
    );
  });

  it('counts what would be lost', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: [claim('a'), claim('b')],
      options: { external: { backup: false } },
      subject: 'test',
    });
    expect(occurrences[0].reasons[0].message).toContain('2 volume claims');
  });
});
