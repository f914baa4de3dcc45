import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { openapiDocument } from '@readiness/backstage-plugin-readiness-common';
import type { Router } from 'express';
import { auditRefusals } from './audited';
import { namedFields } from './namedFields';
import type { RouteContext } from './RouteContext';
import { clusterRoutes } from './routes/clusterRoutes';
import { disputeRoutes } from './routes/disputeRoutes';
import { evidenceRoutes } from './routes/evidenceRoutes';
import { exportRoutes } from './routes/exportRoutes';
import { healthRoutes } from './routes/healthRoutes';
import { onboardingRoutes } from './routes/onboardingRoutes';
import { resultRoutes } from './routes/resultRoutes';
import { roadmapRoutes } from './routes/roadmapRoutes';
import { waiverRoutes } from './routes/waiverRoutes';

type Document = Parameters<typeof createValidatedOpenApiRouter>[0];

const { EvidenceInput, TaskUpdate, WaiverInput } =
  openapiDocument.components.schemas;

/** Entity refs in queries hold `:` and `/`, which people do not escape. */
function withReservedCharacters(document: typeof openapiDocument): unknown {
  return JSON.parse(JSON.stringify(document), (_key, value) =>
    value?.in === 'query' && typeof value.name === 'string'
      ? { ...value, allowReserved: true }
      : value,
  );
}

/** What a body of `POST /evidence` and so on may hold, by the end of the path. */
function fieldsOf(path: string): string[] {
  if (path.endsWith('/evidence')) return Object.keys(EvidenceInput.properties);
  if (path.endsWith('/comments')) return ['text'];
  if (path.endsWith('/preview')) return ['taskId', 'place'];
  if (path.endsWith('/bulk')) return ['tasks', 'change'];
  if (path.endsWith('/scans')) return ['entityRef'];
  if (path.endsWith('/dispute')) return ['reason'];
  if (path.endsWith('/decision')) return ['outcome', 'note', 'expires'];
  if (path.endsWith('/waivers')) return Object.keys(WaiverInput.properties);
  if (path.endsWith('/renew')) {
    return ['reason', 'compensatingControl', 'expires'];
  }
  if (path.startsWith('/waivers/')) return ['note', 'version'];
  return Object.keys(TaskUpdate.properties);
}

/** The HTTP API. Requests are validated against the OpenAPI document. */
export function createRouter(context: RouteContext): Router {
  const router = createValidatedOpenApiRouter(
    withReservedCharacters(openapiDocument) as Document,
    {
      validatorOptions: {
        validateRequests: {
          allErrors: true,
          allowUnknownQueryParameters: false,
          coerceTypes: false,
        },
      },
    },
  ) as unknown as Router;
  clusterRoutes(router, context);
  resultRoutes(router, context);
  disputeRoutes(router, context);
  healthRoutes(router, context);
  onboardingRoutes(router, context);
  roadmapRoutes(router, context);
  evidenceRoutes(router, context);
  waiverRoutes(router, context);
  exportRoutes(router, context);
  router.use(auditRefusals(context.auditor));
  router.use(namedFields(request => fieldsOf(request.path)));
  return router;
}
