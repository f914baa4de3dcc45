import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { ErrorRequestHandler, Request } from 'express';
import { NotAllowedError, NotFoundError } from '@backstage/errors';

/** Errors that an event tells of already. */
const told = new WeakSet<object>();

/** Runs a write, or a read that may be refused, with an audit event around it. */
export async function audited<T>(
  auditor: AuditorService,
  options: {
    eventId: string;
    severityLevel: AuditorServiceEventSeverityLevel;
    request: Request;
    meta?: JsonObject;
  },
  work: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent(options);
  try {
    const result = await work();
    await event.success();
    return result;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    told.add(failure);
    await event.fail({ error: failure });
    throw failure;
  }
}

/**
 * Every refusal is an event, reads included. What somebody may not see is said
 * not to be there, so that is one as well.
 */
export function auditRefusals(auditor: AuditorService): ErrorRequestHandler {
  return async (error, request, _response, next) => {
    const refused =
      error instanceof NotAllowedError || error instanceof NotFoundError;
    if (refused && !told.has(error)) {
      const event = await auditor.createEvent({
        eventId: 'access-refused',
        severityLevel: 'low',
        request,
        meta: { method: request.method, path: request.path },
      });
      await event.fail({ error });
    }
    next(error);
  };
}
