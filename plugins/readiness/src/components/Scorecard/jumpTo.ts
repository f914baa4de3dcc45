/**
 * Scrolls to a section and moves the focus there, so that a keyboard goes on
 * from where the eye does.
 */
export function jumpTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView?.({ behavior: 'smooth', block: 'start' });
  target?.focus({ preventScroll: true });
}
