import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { SAMPLE_USERS, createSampleCluster } from '..';
import { ask } from '../__fixtures__/askSample';
import { loadFolder } from '../objects/loadFolder';
import { Authorizer } from './Authorizer';
import { withStartingRights } from './startingRights';

const PACKAGE = join(__dirname, '..', '..');
const FILE = join(PACKAGE, '..', '..', 'deploy', 'rbac.yaml');
const [scanner] = SAMPLE_USERS;

/** Rules for paths such as `/metrics` have neither groups nor resources. */
interface Rule {
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  verbs: string[];
}
const attempts = parseAllDocuments(readFileSync(FILE, 'utf8')).flatMap(
  document => {
    const { metadata, rules } = document.toJS();
    return (rules as Rule[]).flatMap(rule =>
      (rule.apiGroups ?? []).flatMap(group =>
        (rule.resources ?? []).flatMap(resource =>
          rule.verbs.flatMap(verb =>
            (rule.resourceNames ?? [undefined]).map(name => ({
              verb,
              group,
              resource,
              name,
              namespace: metadata.namespace as string | undefined,
            })),
          ),
        ),
      ),
    );
  },
);

describe('withStartingRights', () => {
  it.each(['prod-eu', 'staging-eu'])(
    'lets the scanner of %s do what deploy/rbac.yaml says, and read no Secret',
    cluster => {
      const { objects } = loadFolder(join(PACKAGE, 'clusters', cluster));
      const rights = withStartingRights(objects);
      const authorizer = Authorizer.create(() => rights);
      expect(attempts.length).toBeGreaterThan(60);
      for (const attempt of attempts) {
        expect({
          ...attempt,
          ...authorizer.decide(scanner, attempt),
        }).toEqual({ ...attempt, allowed: true });
      }
      for (const verb of ['create', 'update', 'patch', 'delete']) {
        const attempt = {
          verb,
          group: '',
          resource: 'pods',
          namespace: 'shop',
        };
        expect(authorizer.decide(scanner, attempt).allowed).toBe(false);
      }
      const secrets = { verb: 'list', group: '', resource: 'secrets' };
      expect(authorizer.decide(scanner, secrets).allowed).toBe(false);
    },
  );

  it('gives way to a role of the same name', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'readiness-scanner' },
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
    };
    const sample = createSampleCluster({ objects: [role] });
    expect((await ask(sample, '/api/v1/nodes')).status).toBe(200);
    expect((await ask(sample, '/api/v1/pods')).status).toBe(403);
  });
});
