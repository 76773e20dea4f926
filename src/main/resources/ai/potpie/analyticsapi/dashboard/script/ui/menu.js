import { html, useEffect, useRef, useState } from "../base/preact.js";
import { curlLine, download, fileUrl } from "../base/api.js";
import { texts } from "../base/texts.js";
import { Icon } from "./icons.js";

/** A button with a list of actions below it. */
export function Menu({ label, items }) {
  const [open, setOpen] = useState(false);
  const root = useRef(null);
  useEffect(() => {
    if (!open) {
      return undefined;
    }
    root.current.querySelector("[role=menuitem]")?.focus();
    const outside = (event) => !root.current.contains(event.target) && setOpen(false);
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current.querySelector("button").focus();
  };
  const move = (event) => {
    const all = [...root.current.querySelectorAll("[role=menuitem]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && open) {
      event.stopPropagation();
      close();
    } else if (step && open) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Tab") {
      setOpen(false);
    }
  };
  return html`<div class="menu" ref=${root} onKeyDown=${move}>
    <button type="button" class="quiet" aria-label=${label} aria-haspopup="menu" aria-expanded=${String(open)}
      onClick=${() => setOpen(!open)}><${Icon} name="more" /></button>
    ${open && html`<div class="menu-list" role="menu" aria-label=${label}>
      ${items.map((item) => html`<button type="button" role="menuitem" tabindex="-1" key=${item.label}
        onClick=${() => { close(); item.run(); }}>${item.label}</button>`)}
    </div>`}
  </div>`;
}

/** What a panel's menu offers for the question behind it. */
export function answerItems(url, section, say) {
  const save = (format) => () => download(fileUrl(url, format, section)).catch((problem) => say(problem.message));
  return [
    { label: texts.menu.csv, run: save("csv") },
    { label: texts.menu.xlsx, run: save("xlsx") },
    { label: texts.menu.ndjson, run: save("ndjson") },
    {
      label: texts.menu.curl,
      run: () => navigator.clipboard.writeText(curlLine(url))
        .then(() => say(`${texts.menu.copied}. ${texts.menu.curlHint}`), () => say(curlLine(url))),
    },
  ];
}
