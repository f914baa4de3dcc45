import type { Server } from 'node:http';
import request, { type Response } from 'supertest';
import { assertDocumented } from './assertDocumented';

/** The HTTP API of a test backend; every answer has to be in the document. */
export class ReadinessApi {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  get(path: string, authorization?: string): Promise<Response> {
    return this.#send('get', path, undefined, authorization);
  }

  post(path: string, body?: object, authorization?: string): Promise<Response> {
    return this.#send('post', path, body, authorization);
  }

  patch(path: string, body: object, authorization?: string): Promise<Response> {
    return this.#send('patch', path, body, authorization);
  }

  async #send(
    method: 'get' | 'post' | 'patch',
    path: string,
    body: object | undefined,
    authorization: string | undefined,
  ): Promise<Response> {
    const call = request(this.#server)[method](`/api/readiness${path}`);
    if (authorization) call.set('Authorization', authorization);
    const response = await (body ? call.send(body) : call);
    assertDocumented(method, path, response.status, response.body);
    return response;
  }
}
