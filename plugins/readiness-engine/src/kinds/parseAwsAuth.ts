import { parse } from 'yaml';
import type { AwsAuthObject } from '../inventory/objects';
import { at, items, text, texts } from './fields';

type Mapping = AwsAuthObject['mappings'][number];

/** The entries of one key, or `undefined` where its text is no list. */
function entries(raw: unknown): readonly unknown[] | undefined {
  const content = text(raw);
  if (content === undefined || content.trim() === '') return [];
  try {
    const parsed: unknown = parse(content, { logLevel: 'error' });
    return parsed === null || Array.isArray(parsed) ? items(parsed) : undefined;
  } catch {
    return undefined;
  }
}

/** What an ARN names, without account and path: `…:role/ops/Admin` → `Admin`. */
function principalOf(arn: unknown): string {
  const resource = text(arn)?.match(
    /^arn:[a-z0-9-]+:(?:iam|sts)::\d*:([\w+=,.@/-]+)$/,
  )?.[1];
  const name = resource?.slice(resource.lastIndexOf('/') + 1);
  return name || 'unreadable';
}

const mappings = (
  kind: Mapping['kind'],
  arnKey: string,
  raw: readonly unknown[],
): readonly Mapping[] =>
  raw.map(entry => ({
    kind,
    principal: principalOf(at(entry, arnKey)),
    groups: texts(at(entry, 'groups')),
  }));

/**
 * Who of AWS is whom in an EKS cluster, from the text of ConfigMap `aws-auth`.
 * Account ids are not kept.
 */
export function parseAwsAuth(
  data: unknown,
): Pick<AwsAuthObject, 'mappings' | 'parsed'> {
  const roles = entries(at(data, 'mapRoles'));
  const users = entries(at(data, 'mapUsers'));
  const accounts = entries(at(data, 'mapAccounts'));
  return {
    mappings: [
      ...mappings('role', 'rolearn', roles ?? []),
      ...mappings('user', 'userarn', users ?? []),
      ...(accounts ?? []).map(() => ({
        kind: 'account' as const,
        principal: 'every user of the account',
        groups: [],
      })),
    ],
    parsed: Boolean(roles && users && accounts),
  };
}
