import { html, useEffect, useRef } from "../base/preact.js";
import { texts } from "../base/texts.js";
import { reducedMotion, themeColors, useTheme } from "../base/theme.js";

/** vendor/chart.js is the last script of the page, and sets this global. */
const charts = new Promise((loaded) => {
  if (document.readyState === "complete" || self.Chart) {
    loaded(self.Chart);
  } else {
    addEventListener("DOMContentLoaded", () => loaded(self.Chart), { once: true });
  }
});

/**
 * A chart of Chart.js: a figure with a sentence about it. configure(colors) says what to
 * draw, onPick(index) what happens when a column of it is chosen, and nothing why there
 * is nothing to draw.
 */
export function ChartFigure({ sentence, nothing, configure, onPick, dependencies, children }) {
  const canvas = useRef(null);
  const chart = useRef(null);
  const theme = useTheme();
  useEffect(() => {
    let gone = false;
    charts.then((Chart) => {
      if (!gone) {
        const colors = themeColors();
        const { type, data, options } = configure(colors);
        const all = withDefaults(options, colors, onPick);
        if (chart.current) {
          Object.assign(chart.current, { data, options: all });
          chart.current.update("none");
        } else {
          chart.current = new Chart(canvas.current, { type, data, options: all });
        }
      }
    });
    return () => { gone = true; };
  }, [...dependencies, theme]);
  useEffect(() => () => chart.current?.destroy(), []);
  return html`<figure>
    <div class="canvas">
      <canvas ref=${canvas} role="img" aria-label=${`${sentence} ${onPick ? texts.chart.keys : ""}`} tabindex="0"
        onKeyDown=${(event) => chart.current && walk(event, chart.current, onPick)}></canvas>
      ${nothing && html`<p class="nothing">${nothing}</p>`}
    </div>
    <figcaption class="hidden">${sentence}</figcaption>
    ${children}
  </figure>`;
}

/** Moves the tooltip from column to column. */
function walk(event, chart, onPick) {
  const last = chart.data.labels.length - 1;
  const now = chart.getActiveElements()[0]?.index;
  const next = { ArrowLeft: (now ?? last + 1) - 1, ArrowRight: (now ?? -1) + 1, Home: 0, End: last }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    const index = Math.min(last, Math.max(0, next));
    const active = chart.data.datasets.map((_, datasetIndex) => ({ datasetIndex, index }))
      .filter(({ datasetIndex }) => chart.getDatasetMeta(datasetIndex).data[index]);
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
    chart.update("none");
  } else if (event.key === "Enter" && now !== undefined && onPick) {
    onPick(now);
  } else if (event.key === "Escape") {
    chart.setActiveElements([]);
    chart.tooltip.setActiveElements([], { x: 0, y: 0 });
    chart.update("none");
  }
}

function withDefaults({ stacked = false, tick, label, title, footer, filter }, colors, onPick) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 11 };
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: reducedMotion() ? false : { duration: 250 },
    interaction: { mode: "index", intersect: false },
    onClick: (event, active) => active.length && onPick?.(active[0].index),
    onHover: (event, active) => { event.native.target.style.cursor = active.length && onPick ? "pointer" : "default"; },
    scales: {
      x: {
        stacked,
        border: { display: false },
        grid: { display: false },
        ticks: { color: colors.muted, font, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: {
        stacked,
        beginAtZero: true,
        border: { display: false },
        grid: { color: colors.line, drawTicks: false },
        ticks: { color: colors.muted, font, padding: 8, maxTicksLimit: 5, callback: tick },
      },
    },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: colors.panel,
        borderColor: colors.line,
        borderWidth: 1,
        titleColor: colors.text,
        bodyColor: colors.text,
        titleFont: { ...font, size: 12, weight: 600 },
        bodyFont: { ...font, size: 12 },
        padding: 10,
        boxWidth: 8,
        boxHeight: 8,
        boxPadding: 6,
        usePointStyle: true,
        filter,
        callbacks: { label, title, ...(footer && { footer }) },
        footerColor: colors.text,
        footerFont: { ...font, size: 12, weight: 600 },
      },
    },
  };
}

/** Hatching in a colour: what is not over yet. */
export function hatched(color) {
  const tile = document.createElement("canvas");
  tile.width = 6;
  tile.height = 6;
  const pen = tile.getContext("2d");
  pen.globalAlpha = 0.25;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 6, 6);
  pen.globalAlpha = 1;
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  for (const from of [-3, 3]) {
    pen.beginPath();
    pen.moveTo(from - 1, 7);
    pen.lineTo(from + 7, -1);
    pen.stroke();
  }
  return pen.createPattern(tile, "repeat");
}

/** The same colour, lighter: what can still grow. */
export function lighter(color) {
  return `${color}99`;
}

/** The names of a chart's colours. A name that can be picked filters everything by it. */
export function Legend({ items }) {
  return html`<ul class="legend">
    ${items.map(({ name, color, shape = "square", onPick, hint }) => html`<li key=${name}>
      ${onPick ? html`<button type="button" class="legend-item" onClick=${onPick} aria-label=${hint} title=${hint}>
          <${Swatch} color=${color} shape=${shape} />${name}</button>`
        : html`<span class="legend-item"><${Swatch} color=${color} shape=${shape} />${name}</span>`}
    </li>`)}
  </ul>`;
}

function Swatch({ color, shape }) {
  return html`<span class=${`swatch ${shape}`} style=${{ "--color": color }} aria-hidden="true"></span>`;
}
