import { html } from "../base/preact.js";

const PATHS = {
  more: "M3 8h.01M8 8h.01M13 8h.01",
  close: "m4 4 8 8m0-8-8 8",
  out: "M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12 4 7.5 8.5",
  down: "m4 6 4 4 4-4",
  calendar: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3m5-3v3",
  warning: "M8 2 1.5 13.5h13zM8 6.5v3m0 2v.01",
  offline: "M2 2l12 12M5 7.5a5 5 0 0 1 2-1M1.5 5a9 9 0 0 1 3-2m3-.9A9.500 9.500 0 0 1 14.500 5M6.500 10.500a2.500 2.500 0 0 1 3 0M8 13v.01",
};

export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} fill="none" stroke="currentColor" stroke-width=${name === "more" ? 2.2 : 1.5}
      stroke-linecap="round" stroke-linejoin="round" />
  </svg>`;
}

export function Logo() {
  return html`<svg class="logo" viewBox="0 0 16 16" width="22" height="22" aria-hidden="true" focusable="false">
    <rect width="16" height="16" rx="4" fill="currentColor" />
    <path d="M4.500 12V9M8 12V4m3.500 8V7" stroke="var(--panel)" stroke-width="1.800" stroke-linecap="round" />
  </svg>`;
}
