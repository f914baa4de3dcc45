import type { Effort } from '../vocabulary';

/** Days of one change, by effort (`catalogue/60` C.3). @public */
export const EFFORT_DAYS: Readonly<Record<Effort, number>> = {
  S: 0.5,
  M: 2,
  L: 8,
};

/** Days for each further object that the same change covers (C.2.2). */
export const EXTRA_DAYS = 0.1;
