import { DateTime } from 'luxon';

/** Relative to read, exact on hover and for machines. */
export function RelativeTime({ at }: { at: string }) {
  const time = DateTime.fromISO(at);
  if (!time.isValid) return <>{at}</>;
  return (
    <time
      dateTime={at}
      title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}
    >
      {time.toRelative()}
    </time>
  );
}
