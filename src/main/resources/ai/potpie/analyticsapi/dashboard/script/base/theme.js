import { useEffect, useState } from "./preact.js";

/** The colours of the style sheet, for charts, which are drawn and not styled. */
export function themeColors() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name).trim();
  return {
    text: color("--text"),
    muted: color("--muted"),
    line: color("--line"),
    panel: color("--panel"),
    before: color("--before"),
    other: color("--series-other"),
    series: [1, 2, 3, 4, 5, 6, 7].map((index) => color(`--series-${index}`)),
  };
}

/** Draws again when the theme changes. */
export function useTheme() {
  const [count, redraw] = useState(0);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => redraw((before) => before + 1);
    dark.addEventListener("change", changed);
    return () => dark.removeEventListener("change", changed);
  }, []);
  return count;
}

export function reducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
