import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';

/** The header by which a person of that name calls. */
export const user = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** Denies the named permissions. */
export function policy(denied: readonly string[]): BackendFeature {
  const decide = async (
    requests: readonly { permission: { name: string } }[],
  ) =>
    requests.map(
      ({ permission }): DefinitivePolicyDecision => ({
        result: denied.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      }),
    );
  return mockServices.permissions.mock({
    authorize: decide,
    authorizeConditional: decide,
  }).factory;
}

/** People with their groups. */
export function people(groups: Record<string, string[]>): BackendFeature {
  return createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      getUserInfo: async credentials => {
        const { userEntityRef } = credentials.principal as {
          userEntityRef: string;
        };
        return {
          userEntityRef,
          ownershipEntityRefs: [
            userEntityRef,
            ...(groups[userEntityRef] ?? []),
          ],
        };
      },
    }),
  });
}
