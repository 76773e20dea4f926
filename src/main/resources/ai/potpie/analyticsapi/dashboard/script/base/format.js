import { texts } from "./texts.js";

/** The browser's own language. */
const locale = navigator.languages?.[0] || "en";

const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 });
const percentage = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat(locale, { style: "currency", currency: "USD" });
const dollarsExactly = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 6 });
const cents = new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumSignificantDigits: 2 });
const seconds = new Intl.NumberFormat(locale, { style: "unit", unit: "second", unitDisplay: "narrow", maximumFractionDigits: 1 });
const milliseconds = new Intl.NumberFormat(locale, { style: "unit", unit: "millisecond", unitDisplay: "narrow", maximumFractionDigits: 0 });
// A day is no moment: it is read and written in one zone, so that it stays the same day
const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
const month = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const dayRange = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export function formatNumber(value) {
  return number.format(value);
}

export function formatCompact(value) {
  return compact.format(value);
}

/** From 0 to 1. */
export function formatShare(value) {
  return percentage.format(value);
}

/** Of a number that is per cent already. */
export function formatPercent(value) {
  return percentage.format(value / 100);
}

/** Small amounts keep two digits that are not zero: nothing that costs reads "$0.00". */
export function formatMoney(value) {
  const small = value !== 0 && Math.abs(value) < 0.01;
  return (small ? cents : dollars).format(value);
}

export function formatMoneyExactly(value) {
  return dollarsExactly.format(value);
}

/** A cost of 0 is none if calls without a price are missing in it. */
export function formatCost(value, coverage) {
  return value === 0 && unpricedOf(coverage) > 0 ? texts.money.unpriced : formatMoney(value);
}

export function unpricedOf(coverage) {
  return coverage?.unpriced_calls ?? coverage?.unpriced_runs ?? 0;
}

export function formatDuration(ms) {
  if (ms === null || ms === undefined) {
    return texts.none;
  }
  if (ms < 1000) {
    return milliseconds.format(ms);
  }
  return ms < 60_000 ? seconds.format(ms / 1000) : `${number.format(Math.floor(ms / 60_000))} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** A date of the API, like 2026-02-11. */
export function formatDay(date) {
  return shortDay.format(new Date(`${date}T00:00:00Z`));
}

/** The month of a date. */
export function formatMonth(date) {
  return month.format(new Date(`${date}T00:00:00Z`));
}

export function formatLongDay(date) {
  return longDay.format(new Date(`${date}T00:00:00Z`));
}

/** The days of a period of the API, whose end is the first moment after it. */
export function formatPeriod(period, lastDate) {
  const first = new Date(`${period.start.slice(0, 10)}T00:00:00Z`);
  return dayRange.formatRange(first, new Date(`${lastDate}T00:00:00Z`));
}

/** The hour of a time with an offset, on that clock. */
export function formatHour(time) {
  return time.slice(11, 16);
}

export function formatTime(instant, zone) {
  return moment({ hour: "2-digit", minute: "2-digit" }, zone).format(new Date(instant));
}

export function formatMoment(instant, zone) {
  return moment({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, zone).format(new Date(instant));
}

export function formatMomentExactly(instant, zone) {
  return moment({ dateStyle: "medium", timeStyle: "medium" }, zone).format(new Date(instant));
}

const moments = new Map();

function moment(options, timeZone) {
  const key = JSON.stringify([options, timeZone]);
  if (!moments.has(key)) {
    moments.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: known(timeZone) ? timeZone : "UTC" }));
  }
  return moments.get(key);
}

/** The service may know zones that the browser does not. */
function known(timeZone) {
  try {
    return Boolean(new Intl.DateTimeFormat(locale, { timeZone }));
  } catch {
    return false;
  }
}

export function formatAge(ageInSeconds) {
  const minutes = Math.round(ageInSeconds / 60);
  if (minutes < 1) {
    return `${Math.round(ageInSeconds)} s`;
  }
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A list in words. */
export function formatList(words) {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
}
