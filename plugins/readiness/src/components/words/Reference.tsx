import { Link } from '@backstage/core-components';

/** Only web addresses become links: the text is somebody else's. */
export function Reference({ text }: { text: string }) {
  return /^https?:\/\//.test(text) ? (
    <Link to={text}>{text}</Link>
  ) : (
    <>{text}</>
  );
}
