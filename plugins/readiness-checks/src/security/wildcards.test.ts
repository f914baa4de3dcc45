import { parse } from 'yaml';
import { describeCases, verdictOf } from '../__fixtures__/checkCases';
import {
  account,
  clusterRole,
  clusterRoleBinding,
  rule,
  user,
} from './__fixtures__/rbac';
import { rbacWildcards as check } from './wildcards';
import { wildcardCases } from './wildcards.cases';

describeCases(wildcardCases);

describe('findings of sec-rbac-wildcards', () => {
  const objects = [
    clusterRole('tool', [
      rule(['*'], ['*'], { apiGroups: ['', 'apps'] }),
      rule(['get'], ['nodes']),
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ]),
    clusterRoleBinding('tool', 'tool', [account('shop', 'tool'), user('ann')]),
  ];

  it('are one for each role, with everybody who has it', async () => {
    const { occurrences } = await verdictOf({ check, objects });
    expect(occurrences.map(one => one.discriminator)).toEqual([
      'ClusterRole tool',
    ]);
    expect(occurrences[0].reasons[0].message).toContain(
      'ClusterRole tool gives * on * of the core group, apps to ServiceAccount:shop/tool, User:ann by ClusterRoleBinding tool',
    );
  });

  it('bring the role with names in place of *, and keep the rest of it', async () => {
    const { occurrences } = await verdictOf({ check, objects });
    const { type, content } = occurrences[0].remediation;
    const { kind, metadata, rules } = parse(content);
    expect(type).toBe('manifest');
    expect([kind, metadata.name]).toEqual(['ClusterRole', 'tool']);
    expect(rules.slice(-2)).toEqual([
      { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ]);
    expect(JSON.stringify(rules)).not.toMatch(/"\*"|secrets/);
  });
});
