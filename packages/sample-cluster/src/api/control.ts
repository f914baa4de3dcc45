import { asString, asObject } from '../json';
import type { FolderProblem } from '../objects/loadFolder';
import { type Denial, RevocationError } from '../rbac/Revocations';
import type { RequestLog } from './RequestLog';
import {
  type Answer,
  badRequest,
  forbidden,
  noSuchPath,
  unauthorized,
} from './Status';
import type { SampleUser } from './Users';

export interface ControlRequest {
  method: string;
  path: string;
  user: SampleUser | undefined;
  body: string;
}

export interface ControlContext {
  name: string;
  log: RequestLog;
  problems: readonly FolderProblem[];
  /** A kubeconfig for all users of the sample. */
  kubeconfig(): string;
  denials(): readonly Denial[];
  revoke(denial: Denial): void;
  grant(denial: Denial): void;
  reset(): void;
}

/** Answers the addresses under `/__sample/`, which no API server has. */
export function control(
  request: ControlRequest,
  context: ControlContext,
): Answer {
  const route = `${request.method} ${request.path.slice('/__sample/'.length)}`;
  if (route === 'GET requests') return json(context.log.all());
  if (route === 'GET problems') return json(context.problems);
  if (route === 'GET kubeconfig') {
    return {
      status: 200,
      text: context.kubeconfig(),
      contentType: 'application/yaml',
    };
  }
  if (route === 'GET denials') return json(context.denials());
  const actions = actionsOf(context);
  if (!(route in actions)) return noSuchPath();
  if (!request.user) return unauthorized();
  if (!request.user.admin) {
    const { user, path } = request;
    return forbidden(user.name, { verb: request.method.toLowerCase(), path });
  }
  return actions[route](request.body);
}

function actionsOf(
  context: ControlContext,
): Readonly<Record<string, (body: string) => Answer>> {
  const onDenial = (change: (denial: Denial) => void) => (body: string) => {
    const denial = parseDenial(body);
    if (!denial) {
      return badRequest('a body {user, group, resource, namespace?} is needed');
    }
    try {
      change(denial);
    } catch (error) {
      if (error instanceof RevocationError) return badRequest(error.message);
      throw error;
    }
    return json(context.denials());
  };
  return {
    'POST revoke': onDenial(context.revoke),
    'POST grant': onDenial(context.grant),
    'POST reset': () => {
      context.reset();
      return json({ cluster: context.name, reset: true });
    },
    'DELETE requests': () => {
      context.log.clear();
      return json([]);
    },
  };
}

function parseDenial(body: string): Denial | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  const { user, group, resource, namespace } = asObject(value);
  if (
    !asString(user) ||
    asString(group) === undefined ||
    !asString(resource) ||
    (namespace !== undefined && !asString(namespace))
  ) {
    return undefined;
  }
  return {
    user: String(user),
    group: String(group),
    resource: String(resource),
    ...(namespace !== undefined && { namespace: String(namespace) }),
  };
}

function json(body: unknown): Answer {
  return { status: 200, body };
}
