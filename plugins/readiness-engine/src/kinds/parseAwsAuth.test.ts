import fc from 'fast-check';
import { parseAwsAuth } from './parseAwsAuth';

const ACCOUNT = '123456789012';

const mapRoles = `
- rolearn: arn:aws:iam::${ACCOUNT}:role/eks-node-group
  username: system:node:{{EC2PrivateDNSName}}
  groups:
  - system:bootstrappers
  - system:nodes
# A person wrote this one by hand.
- {rolearn: "arn:aws:iam::${ACCOUNT}:role/ops/break-glass", username: admin, groups: ["system:masters"]}
`;

const mapUsers = `- groups: [system:masters]
  userarn: arn:aws-us-gov:iam::${ACCOUNT}:user/people/alice@example.com
  username: alice
- userarn: arn:aws:iam::${ACCOUNT}:root
  username: root
`;

describe('parseAwsAuth', () => {
  it('reads who is mapped to which groups, without accounts', () => {
    const read = parseAwsAuth({
      mapRoles,
      mapUsers,
      mapAccounts: `- "${ACCOUNT}"`,
    });
    expect(read).toEqual({
      parsed: true,
      mappings: [
        {
          kind: 'role',
          principal: 'eks-node-group',
          groups: ['system:bootstrappers', 'system:nodes'],
        },
        { kind: 'role', principal: 'break-glass', groups: ['system:masters'] },
        {
          kind: 'user',
          principal: 'alice@example.com',
          groups: ['system:masters'],
        },
        { kind: 'user', principal: 'root', groups: [] },
        {
          kind: 'account',
          principal: 'every user of the account',
          groups: [],
        },
      ],
    });
    expect(JSON.stringify(read)).not.toContain(ACCOUNT);
  });

  it.each([
    [{}, true],
    [{ mapRoles: '' }, true],
    [{ mapRoles: '[]', mapUsers: 'null' }, true],
    [{ mapRoles: '- rolearn: [unclosed' }, false],
    [{ mapRoles: 'rolearn: arn:aws:iam::1:role/x' }, false],
    [{ mapRoles: '[]', mapUsers: 'just text' }, false],
    [undefined, true],
  ])('says of %j whether it is understood', (data, parsed) => {
    expect(parseAwsAuth(data).parsed).toBe(parsed);
  });

  it('keeps a mapping whose ARN is none, without its text', () => {
    const { mappings } = parseAwsAuth({
      mapUsers: `- {userarn: "${ACCOUNT} hunter2", groups: [system:masters]}`,
    });
    expect(mappings).toEqual([
      { kind: 'user', principal: 'unreadable', groups: ['system:masters'] },
    ]);
  });

  it('keeps no account id, whatever the shape of the ARN', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('aws', 'aws-cn', '*', ''),
        fc.constantFrom('iam', 'sts', 's3'),
        fc.constantFrom('role/x', 'user/a/b', 'root', '', ':x'),
        fc.string(),
        (partition, service, resource, tail) => {
          const arn = `arn:${partition}:${service}::${ACCOUNT}:${resource}`;
          const read = parseAwsAuth({
            mapRoles: JSON.stringify([
              { rolearn: `${arn}${tail.replaceAll(ACCOUNT, '')}` },
            ]),
          });
          expect(JSON.stringify(read)).not.toContain(ACCOUNT);
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });
});
