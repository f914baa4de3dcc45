/** What a template may name in braces. */
export interface IssueFields {
  id: string;
  title: string;
  owner: string;
  body: string;
}

/** Trackers and browsers cut longer addresses. */
const MAX_BODY = 1500;

/**
 * The link that opens a pre-filled issue (`readiness.issueUrlTemplate`).
 * `{id} {title} {owner} {body}` are replaced, URL-encoded; everything else
 * stands as it is.
 */
export function issueUrl(template: string, fields: IssueFields): string {
  const values: Readonly<Record<string, string>> = {
    id: fields.id,
    title: fields.title,
    owner: fields.owner,
    body: [...fields.body].slice(0, MAX_BODY).join(''),
  };
  return template.replaceAll(/\{(id|title|owner|body)\}/g, (_, name) =>
    encodeURIComponent(values[name]),
  );
}
