import { html, useEffect, useRef, useState } from "../base/preact.js";
import { filtersOf, go, withOptions, withoutFilter } from "../base/route.js";
import { texts } from "../base/texts.js";
import { formatDay } from "../base/format.js";
import { Icon } from "./icons.js";
import { Segments } from "./panel.js";

const DAYS = ["1", "7", "30", "90"];

/** Which days, by whose clock. */
export function PeriodControls({ route }) {
  const { options } = route;
  const zones = [...new Set([options.tz, Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])].filter(Boolean);
  return html`<div class="controls">
    <${Segments} label=${texts.period.label} name="days" value=${options.from ? "" : options.days ?? "30"}
      values=${Object.fromEntries(DAYS.map((days) => [days, texts.period.days(Number(days))]))}
      onChange=${(days) => go(withOptions(route, { days, from: undefined, to: undefined }))} />
    <${DateRange} route=${route} />
    <label class="select"><span class="hidden">${texts.period.zone}</span>
      <select name="tz" value=${options.tz} onChange=${(event) => go(withOptions(route, { tz: event.currentTarget.value }))}>
        ${zones.map((zone) => html`<option key=${zone} value=${zone}>${zone.replaceAll("_", " ")}</option>`)}
      </select><${Icon} name="down" /></label>
  </div>`;
}

/** Any dates, the first and the last. */
function DateRange({ route }) {
  const [open, setOpen] = useState(false);
  const root = useRef(null);
  const { from, to } = route.options;
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    root.current.querySelector("input").focus();
    const outside = (event) => !root.current.contains(event.target) && setOpen(false);
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  const apply = (event) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    setOpen(false);
    go(withOptions(route, { days: undefined, from: values.get("from"), to: values.get("to") }));
  };
  return html`<div class="menu" ref=${root} onKeyDown=${(event) => event.key === "Escape" && setOpen(false)}>
    <button type="button" class=${from ? "pressed" : ""} aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      <${Icon} name="calendar" /> ${from ? (from === to || !to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`) : texts.period.custom}</button>
    ${open && html`<form class="menu-list dates" onSubmit=${apply}>
      <label>${texts.period.from} <input type="date" name="from" required value=${from} /></label>
      <label>${texts.period.to} <input type="date" name="to" required value=${to ?? from} /></label>
      <button type="submit" class="primary">${texts.period.apply}</button>
    </form>`}
  </div>`;
}

/** What the numbers are filtered by; each can be removed. */
export function Filters({ route }) {
  const filters = filtersOf(route);
  return filters.length > 0 && html`<ul class="filters">${filters.map((filter) => html`<li key=${`${filter.name} ${filter.value}`}>
    <span class="muted">${texts.period.filters[filter.name]}</span> <bdi>${filter.value}</bdi>
    ${filter.name === "model" && html`<span class="muted">${texts.period.modelOnly}</span>`}
    <button type="button" class="quiet" aria-label=${texts.period.removeFilter(texts.period.filters[filter.name], filter.value)}
      onClick=${() => go(withoutFilter(route, filter))}><${Icon} name="close" /></button>
  </li>`)}</ul>`;
}
