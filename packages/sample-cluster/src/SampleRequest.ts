import type { ApiRequest } from './api/ApiRequest';
import type { Answer } from './api/Status';

/** @public */
export interface SampleRequest {
  method?: string;
  query?: Readonly<Record<string, string>>;
  /** Names in any case. */
  headers?: Readonly<Record<string, string>>;
  accept?: string;
  /** Sent as a bearer token. */
  token?: string;
  /** Sent as JSON unless it is text. */
  body?: unknown;
  signal?: AbortSignal;
}

/** The part of a `Response` that callers need. @public */
export interface SampleResponse {
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** The request as it would come in over a socket. */
export function requestOf(path: string, request: SampleRequest): ApiRequest {
  const url = new URL(path, 'http://sample.invalid');
  for (const [key, value] of Object.entries(request.query ?? {})) {
    url.searchParams.set(key, value);
  }
  const { body } = request;
  const headers = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(request.accept && { accept: request.accept }),
    ...(request.token && { authorization: `Bearer ${request.token}` }),
    ...Object.fromEntries(
      Object.entries(request.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        value,
      ]),
    ),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: body === undefined ? '' : text,
  };
}

/** The answer as callers without a socket read it. */
export function responseOf(
  answer: Answer,
  signal: AbortSignal | undefined,
): SampleResponse {
  const headers = new Map<string, string>([
    ['content-type', answer.contentType ?? 'application/json'],
    ...Object.entries(answer.headers ?? {}),
  ]);
  return {
    status: answer.status,
    headers: { get: name => headers.get(name.toLowerCase()) ?? null },
    text: async () => {
      if (!answer.stream) return answer.text ?? JSON.stringify(answer.body);
      const parts: string[] = [];
      const until = signal ?? new AbortController().signal;
      for await (const part of answer.stream(until)) parts.push(part);
      return parts.join('');
    },
  };
}
