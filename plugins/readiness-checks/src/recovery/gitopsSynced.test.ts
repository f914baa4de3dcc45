import fc from 'fast-check';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import { branchOf, branchOfApplied } from './drift';
import { gitopsSynced as check } from './gitopsSynced';
import { argo, gitopsSyncedCases } from './gitopsSynced.cases';

describeCases(gitopsSyncedCases);

describe('rec-gitops-synced', () => {
  it('is found once, under its application, the worst first', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: argo(
        { sync: { status: 'OutOfSync' } },
        { syncPolicy: {}, source: { targetRevision: 'main' } },
      ),
      subject: 'app',
    });
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0]).toMatchObject({
      severity: 'high',
      fixRoot: { type: 'gitops', title: 'Argo CD application web' },
      remediation: {
        content: 'argocd app diff argocd/web\nargocd app sync argocd/web\n',
      },
    });
    expect(occurrences[0].reasons.map(({ code }) => code)).toEqual([
      'out-of-sync',
      'no-self-heal',
      'branch-not-protected',
    ]);
  });

  it('is mild where only the branch is open', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: argo({}, { source: { targetRevision: 'main' } }),
      subject: 'app',
    });
    expect(occurrences[0].severity).toBe('low');
  });

  it('patches the Application, keeping whether it prunes', async () => {
    const { occurrences } = await verdictOf({
      check,
      objects: argo({}, { syncPolicy: { automated: { prune: true } } }),
      subject: 'app',
    });
    expect(occurrences[0].remediation).toMatchObject({
      target: { kind: 'Application', namespace: 'argocd', name: 'web' },
      content:
        'spec:\n  syncPolicy:\n    automated:\n      prune: true\n      selfHeal: true\n',
    });
  });
});

describe('branchOf', () => {
  it.each([undefined, 'HEAD'])('is the default branch for %s', revision => {
    expect(branchOf(revision)).toBe('HEAD');
  });

  it.each(['main', 'release/1.4', 'refs/heads/main', 'production'])(
    'takes %s for a branch',
    revision => {
      expect(branchOf(revision)).toBe(revision.replace('refs/heads/', ''));
    },
  );

  it.each(['v1.4.2', '1.4', '~1.4.0', '1.x', '*', 'refs/tags/main', 'abc1234'])(
    'takes %s for none',
    revision => {
      expect(branchOf(revision)).toBeUndefined();
    },
  );

  it('never takes a commit or a version for a branch', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.stringMatching(/^[0-9a-f]{40}$/),
          fc
            .tuple(fc.nat(), fc.nat(), fc.nat())
            .map(parts => `v${parts.join('.')}`),
        ),
        revision => {
          expect(branchOf(revision)).toBeUndefined();
        },
      ),
      { seed: 11 },
    );
  });
});

describe('branchOfApplied', () => {
  it.each([
    ['main@sha1:abc', 'main'],
    [`main/${'a'.repeat(40)}`, 'main'],
    ['v1.4.2@sha1:abc', undefined],
    ['sha1:abc', undefined],
    ['latest@sha256:abc', 'latest'],
    [undefined, undefined],
  ])('of %s is %s', (revision, branch) => {
    expect(branchOfApplied(revision)).toBe(branch);
  });
});
