import { html } from "../base/preact.js";

const WIDTH = 120;
const HEIGHT = 32;

/** The shape of some days, with the days before as a thin line. The numbers are in a table elsewhere. */
export function Sparkline({ values, before = [] }) {
  const highest = Math.max(...values, ...before.filter((value) => value !== null), 0) || 1;
  const count = Math.max(values.length, before.length);
  const line = (all) => all.map((value, index) => value === null ? "" :
    `${index && all[index - 1] !== null ? "L" : "M"}${x(index, count)} ${y(value, highest)}`).join("");
  const current = line(values);
  return html`<svg class="sparkline" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <path class="area" d=${`${current}L${x(values.length - 1, count)} ${HEIGHT}L0 ${HEIGHT}Z`} />
    <path class="before" d=${line(before)} />
    <path class="line" d=${current} />
  </svg>`;
}

function x(index, count) {
  return ((index * WIDTH) / Math.max(1, count - 1)).toFixed(1);
}

function y(value, highest) {
  return (HEIGHT - 1.5 - (value / highest) * (HEIGHT - 3)).toFixed(1);
}

/** A share of a whole as a bar, and the one before as a thin mark. */
export function ShareBar({ share, before }) {
  return html`<svg class="share" viewBox="0 0 120 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="track" x="0" y="20" width="120" height="6" />
    <rect class="fill" x="0" y="20" width=${120 * Math.min(1, share)} height="6" />
    ${before !== null && html`<rect class="mark" x=${Math.max(0, 120 * Math.min(1, before) - 1)} y="16" width="1.500" height="14" />`}
  </svg>`;
}
