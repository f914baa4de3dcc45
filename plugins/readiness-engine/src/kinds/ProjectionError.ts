/**
 * The object cannot be used at all, which is so only where it has no name.
 *
 * @public
 */
export class ProjectionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProjectionError';
  }
}
