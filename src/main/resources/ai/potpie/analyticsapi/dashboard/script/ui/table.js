import { html } from "../base/preact.js";

/** The numbers of a chart as a table, which a screen reader has in any case. */
export function DataTable({ caption, columns, rows, shown }) {
  return html`<div class=${shown ? "scroll" : "hidden"} tabindex=${shown ? 0 : undefined} role=${shown ? "region" : undefined}
    aria-label=${shown ? caption : undefined}>
    <table>
      <caption class="hidden">${caption}</caption>
      <thead><tr>${columns.map((column, index) => html`<th scope="col" class=${index ? "number" : ""}>${column}</th>`)}</tr></thead>
      <tbody>${rows.map(({ key, head, onPick, cells }) => html`<tr key=${key}>
        <th scope="row">${shown && onPick ? html`<button type="button" class="link" onClick=${onPick}>${head}</button>` : head}</th>
        ${cells.map((cell) => html`<td class="number">${cell}</td>`)}
      </tr>`)}</tbody>
    </table>
  </div>`;
}

/** A number as people read it, with the API's own value beside it. */
export function Value({ value, children, className, title }) {
  return html`<data value=${String(value)} class=${className} title=${title}>${children}</data>`;
}
