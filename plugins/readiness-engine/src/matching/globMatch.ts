/**
 * Whether the whole text matches a pattern in which `*` stands for any number
 * of characters and `?` for one. Takes time in proportion to the product of
 * the two lengths at worst.
 *
 * @public
 */
export function globMatch(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      resume = inText;
      inPattern += 1;
    } else if (
      inPattern < pattern.length &&
      (wanted === '?' || wanted === text[inText])
    ) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      resume += 1;
      inText = resume;
    } else {
      return false;
    }
  }
  return [...pattern.slice(inPattern)].every(rest => rest === '*');
}
