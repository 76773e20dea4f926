import { html } from "../base/preact.js";
import { formatCost, formatList, formatMoneyExactly, unpricedOf } from "../base/format.js";
import { texts } from "../base/texts.js";
import { Value } from "./table.js";

/** A cost. Where calls without a price are missing in it, it says so. */
export function Money({ value, coverage, className = "" }) {
  const missing = unpricedOf(coverage);
  const models = formatList(coverage?.unpriced_models ?? []);
  if (missing && value === 0) {
    return html`<${Value} value=${value} className=${`${className} unpriced`} title=${texts.money.unpricedHint(models)}>${formatCost(value, coverage)}<//>`;
  }
  return html`<${Value} value=${value} className=${className}
    title=${missing && models ? `${formatMoneyExactly(value)}. ${texts.money.partly(models)}` : formatMoneyExactly(value)}>
    ${formatCost(value, coverage)}${missing > 0 && html`<span class="partly" aria-label=${texts.money.partly(models)} role="img">+</span>`}
  <//>`;
}
