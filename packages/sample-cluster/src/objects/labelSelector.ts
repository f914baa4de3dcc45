import { asObject, asStrings, objectsOf } from '../json';

/** A LabelSelector of the API; an absent one selects nothing. */
export function selects(
  selector: unknown,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (selector === undefined || selector === null) return false;
  const { matchLabels, matchExpressions } = asObject(selector);
  return (
    Object.entries(asStrings(matchLabels)).every(
      ([key, value]) => labels[key] === value,
    ) &&
    objectsOf(matchExpressions).every(({ key, operator, values }) => {
      const value = labels[String(key)];
      const listed =
        Array.isArray(values) && value !== undefined && values.includes(value);
      switch (operator) {
        case 'In':
          return listed;
        case 'NotIn':
          return !listed;
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}
