import { html } from "../base/preact.js";
import { formatNumber } from "../base/format.js";
import { texts } from "../base/texts.js";
import { Panel } from "../ui/panel.js";
import { Value } from "../ui/table.js";

const ORIGINS = ["recorded", "estimated", "unpriced"];

/** How many costs were recorded, estimated, or are missing, and of which models. */
export function CoveragePanel({ comparison, analytics }) {
  const question = { ...comparison, data: comparison.data && analytics.data && { calls: comparison.data.current.cost_coverage,
    runs: analytics.data.meta.cost_coverage }, problem: comparison.problem ?? analytics.problem };
  return html`<${Panel} id="coverage" title=${texts.coverage.title} question=${question} section="totals" shared=${true}>
    ${({ calls, runs }) => {
      const models = [...new Set([...calls.unpriced_models, ...(runs?.unpriced_models ?? [])])];
      return html`<${Coverage} name=${texts.coverage.runs} counts=${ORIGINS.map((origin) => runs?.[`${origin}_runs`] ?? 0)} />
        <${Coverage} name=${texts.coverage.calls} counts=${ORIGINS.map((origin) => calls[`${origin}_calls`])} />
        <ul class="legend">${ORIGINS.map((origin) => html`<li class="legend-item" key=${origin}><span class=${`swatch origin-${origin}`} aria-hidden="true"></span>${texts.coverage[origin]}</li>`)}</ul>
        ${models.length > 0 && html`<p class="models"><span class="muted">${texts.coverage.models}</span> ${models.map((model) => html`<code key=${model}>${model}</code> `)}</p>`}`;
    }}
  <//>`;
}

function Coverage({ name, counts }) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const [recorded, estimated, unpriced] = counts.map((count) => formatNumber(count));
  return html`<figure class="coverage">
    <figcaption><strong>${name}</strong><span class="hidden">${texts.coverage.sentence(recorded, estimated, unpriced, name)}</span></figcaption>
    <div class="coverage-bar" aria-hidden="true">${all > 0 && counts.map((count, index) => count > 0 && html`<span key=${index}
      class=${`origin-${ORIGINS[index]}`} style=${{ width: `${(100 * count) / all}%` }}></span>`)}</div>
    <dl class="figures">${ORIGINS.map((origin, index) => html`<div key=${origin}><dt>${texts.coverage[origin]}</dt>
      <dd><${Value} value=${counts[index]}>${formatNumber(counts[index])}<//></dd></div>`)}</dl>
  </figure>`;
}
