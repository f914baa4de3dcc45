import { SAMPLE_TOKENS, type SampleCluster, type SampleRequest } from '..';
import { requestOf } from '../SampleRequest';

export interface WatchEvent {
  type: string;
  object: {
    kind: string;
    metadata: {
      name?: string;
      resourceVersion: string;
      annotations?: Record<string, string>;
    };
    [field: string]: any;
  };
}

/** A watch with the token of the demo, read event by event. */
export async function watchSample(
  sample: SampleCluster,
  path: string,
  request: SampleRequest = {},
) {
  const { stream } = await sample.answer(
    requestOf(path, {
      token: SAMPLE_TOKENS.demo,
      ...request,
      query: { watch: 'true', ...request.query },
    }),
  );
  if (!stream) throw new Error('the answer is no stream');
  const controller = new AbortController();
  const lines = stream(controller.signal)[Symbol.asyncIterator]();
  return {
    /** The next event; undefined at the end. */
    async next(): Promise<WatchEvent | undefined> {
      const { value, done } = await lines.next();
      return done ? undefined : JSON.parse(value);
    },
    stop: () => controller.abort(),
  };
}

/** `ADDED web` for an event. */
export const brief = (event: WatchEvent | undefined) =>
  event && `${event.type} ${event.object.metadata.name}`;
