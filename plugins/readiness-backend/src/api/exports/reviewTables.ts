import {
  LEVEL_NAMES,
  type Level,
} from '@readiness/backstage-plugin-readiness-common';
import { html, type Html } from './html';

type Cell = string | number | Html | undefined;

/** A day of a time, as it is written. */
export function dayOf(at: string | undefined): string {
  return at?.slice(0, 10) ?? '–';
}

/** The same in a cell: a day is not broken at its hyphens. */
export function dayCell(at: string | undefined): Html {
  return html`<span class="short">${dayOf(at)}</span>`;
}

/** An owner as people say it; the kind and `default` go without saying. */
export function nameOf(ref: string | undefined): string {
  return ref?.replace(/^(group|user):(default\/)?/, '') ?? '';
}

export function levelText(level: Level): string {
  return level === 'unverified' ? 'Unverified' : LEVEL_NAMES[level];
}

export function percent(share: number | undefined): string {
  // Never more than was seen: 99.6 % is not all of it.
  return share === undefined ? '' : `${Math.floor(share * 100 + 1e-9)} %`;
}

/** @param heads - those that begin with `#` stand over numbers */
export function table(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): Html {
  const isNumber = heads.map(head => head.startsWith('#'));
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          ${heads.map((head, index) =>
            isNumber[index]
              ? html`<th class="number">${head.slice(1)}</th>`
              : html`<th>${head}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          cells =>
            html`<tr>
              ${cells.map((cell, index) =>
                isNumber[index]
                  ? html`<td class="number">${cell}</td>`
                  : html`<td>${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
