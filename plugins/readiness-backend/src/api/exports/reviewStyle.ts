/** Plain, for paper first: A4, black on white, tables that break between rows. */
export const REVIEW_STYLE = `
@page { size: A4; margin: 18mm 15mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; padding: 24px; max-width: 1000px; }
h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 4px; }
h2 { font-size: 14pt; margin: 28px 0 8px; padding-bottom: 3px; border-bottom: 2px solid #1b1b1b; break-after: avoid; }
h3 { font-size: 11.5pt; margin: 18px 0 6px; break-after: avoid; }
p, ul { margin: 0 0 8px; }
.meta, .quiet { color: #555; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 4px 0 12px; font-size: 9pt; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid #ccc; overflow-wrap: break-word; }
th { border-bottom: 1.5px solid #1b1b1b; white-space: nowrap; overflow-wrap: normal; }
td.number, th.number { text-align: right; padding-right: 12px; white-space: nowrap; }
.short { white-space: nowrap; }
.any { overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.figures { display: flex; flex-wrap: wrap; gap: 10px 28px; margin: 14px 0; }
.figures div { min-width: 96px; }
.figures b { display: block; font-size: 18pt; line-height: 1.2; }
@media print { body { padding: 0; max-width: none; } a { color: inherit; text-decoration: none; } .wide { overflow: visible; } }
@media (max-width: 600px) { body { padding: 12px; } .wide table { min-width: 640px; } }
`;
