import { Readable } from 'node:stream';
import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import { readinessScorecardReadPermission } from '@readiness/backstage-plugin-readiness-common';
import type { ReadinessService } from '@readiness/backstage-plugin-readiness-node';
import { checkDocument, findingDocument } from './documents';

const PAGE = 500;

export interface CollatorOptions {
  auth: AuthService;
  readiness: ReadinessService;
  logger: LoggerService;
  locationTemplate: string;
  /** `readiness.rollout` of the portal. */
  rollout: string;
}

async function* findings(options: CollatorOptions) {
  const { auth, readiness, locationTemplate, rollout, logger } = options;
  if (rollout !== 'portal') {
    // The permission of search knows entities, not who owns them: what only
    // owners may see (D9) would be found by everybody who sees the entity.
    logger.info(
      `Findings are not indexed while readiness.rollout is ${rollout}`,
    );
    return;
  }
  let cursor: string | undefined;
  do {
    const page = await readiness.getFindings(
      { limit: PAGE, ...(cursor && { cursor }) },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for (const finding of page.items) {
      const document = findingDocument(finding, locationTemplate);
      if (document) yield document;
    }
    cursor = page.nextCursor;
  } while (cursor);
}

async function* checks({ auth, readiness }: CollatorOptions) {
  const { items } = await readiness.getChecks({
    credentials: await auth.getOwnServiceCredentials(),
  });
  for (const check of items) yield checkDocument(check);
}

/** Open findings of services, each shown to those who may see its entity. */
export function findingCollator(
  options: CollatorOptions,
): DocumentCollatorFactory {
  return {
    type: 'readiness-finding',
    visibilityPermission: readinessScorecardReadPermission,
    getCollator: async () => Readable.from(findings(options)),
  };
}

/** The catalogue of checks: public to whoever may search. */
export function checkCollator(
  options: CollatorOptions,
): DocumentCollatorFactory {
  return {
    type: 'readiness-check',
    getCollator: async () => Readable.from(checks(options)),
  };
}
