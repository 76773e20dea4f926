import { html, useMemo } from "../base/preact.js";
import { usageField, usageKey } from "../base/questions.js";
import { go, isOneDay, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { formatDay, formatHour, formatLongDay } from "../base/format.js";

const NOT_ONE = ["unknown", "other"];

/** The groups of usage, each with its name, its place in the colours, and its numbers by bucket. */
export function useSeries(usage, route) {
  return useMemo(() => usage ? seriesOf(usage, usageField(route)) : [], [usage, usageField(route)]);
}

function seriesOf({ buckets }, field) {
  const names = new Map();
  for (const bucket of buckets) {
    for (const group of bucket.groups) {
      names.set(group[field], (names.get(group[field]) ?? 0) + group.cost + group.llm_calls / 1e6);
    }
  }
  // The most expensive first. This order is all that is made of the sums
  return [...names].sort((one, two) => NOT_ONE.indexOf(one[0]) - NOT_ONE.indexOf(two[0]) || two[1] - one[1]).map(([name], index) => ({
    name,
    place: NOT_ONE.includes(name) ? "other" : index,
    groups: buckets.map((bucket) => bucket.groups.find((group) => group[field] === name) ?? null),
  }));
}

export function colorOf(series, colors) {
  return series.place === "other" ? colors.other : colors.series[series.place % colors.series.length];
}

/** For the legend, which is styled and not drawn. */
export function colorName(series) {
  return series.place === "other" ? "var(--series-other)" : `var(--series-${(series.place % 7) + 1})`;
}

/** Entries of the legend that filter everything by a name. */
export function legendOf(series, route) {
  const key = usageKey(route);
  return series.map((one) => ({
    name: one.name,
    color: colorName(one),
    hint: texts.cost.filterKey(texts.period.filters[key].toLowerCase(), one.name),
    onPick: NOT_ONE.includes(one.name) || (route.options[key] ?? []).includes(one.name) ? null
      : () => go(withOptions(route, { [key]: [one.name] })),
  }));
}

/** Buckets as the page names them: hours of one day, or days. */
export function labelsOf({ buckets }, route) {
  return buckets.map(({ start }) => isOneDay(route) ? formatHour(start) : formatDay(start.slice(0, 10)));
}

export function longLabelOf(bucket, route) {
  const day = formatLongDay(bucket.start.slice(0, 10));
  return isOneDay(route) ? `${day}, ${formatHour(bucket.start)}` : day;
}

/** A day of the server's, like 2026-02-11: the only day on the screen from now on. */
export function pickDay(route, date) {
  go(withOptions(route, { days: undefined, from: date, to: date }));
}

/** Whether the answer was given within the bucket: it is not over. */
export function isOngoing({ start, end }, meta) {
  const now = Date.parse(meta.as_of);
  return Date.parse(start) <= now && now < Date.parse(end);
}

export function MarkLegend({ ongoing, settling }) {
  return html`${ongoing && html`<span class="legend-item"><span class="swatch hatch" aria-hidden="true"></span>${texts.cost.today}</span>`}
    ${settling && html`<span class="legend-item"><span class="swatch light" aria-hidden="true"></span>${texts.cost.settling}</span>`}`;
}
