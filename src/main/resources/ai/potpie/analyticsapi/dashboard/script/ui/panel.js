import { html, useEffect, useRef, useState } from "../base/preact.js";
import { texts } from "../base/texts.js";
import { Menu, answerItems } from "./menu.js";
import { ProblemNote } from "./problem.js";

/**
 * The frame of a panel: its title and menu, and its state. A skeleton has the size of
 * what follows, and numbers stay while newer ones load or cannot be loaded. Why not is
 * said once: not by panels whose question is shared with one above them.
 */
export function Panel({ id, title, note, tools, question, section, table, shared, className = "", children }) {
  const [asTable, setAsTable] = useState(false);
  const [said, say] = useState("");
  const { url, data, problem, loading, retry } = question;
  const items = [
    ...(table ? [{ label: asTable ? texts.menu.chart : texts.menu.table, run: () => setAsTable(!asTable) }] : []),
    ...(url ? answerItems(url, section, say) : []),
  ];
  return html`<section class=${`panel ${className}`} aria-labelledby=${`${id}-title`} aria-busy=${String(loading)} id=${id}>
    <header class="panel-head">
      <h2 id=${`${id}-title`}>${title}${note && data && html` <span class="note">${note}</span>`}</h2>
      ${tools && html`<div class="tools">${tools}</div>`}
      <${Menu} label=${texts.menu.label(title)} items=${items} />
    </header>
    <p class="said" role="status">${said}</p>
    ${problem && problem.status !== 403 && !(shared && data) && html`<${ProblemNote} problem=${problem} retry=${retry} />`}
    ${data && html`<div class=${loading || problem ? "panel-body old" : "panel-body"}>${children(data, asTable)}</div>`}
    ${!data && !problem && html`<div class="panel-body skeleton" role="status"><span class="hidden">${texts.loading}</span></div>`}
  </section>`;
}

/** Whether an element has been on the screen: what is below is asked for then. */
export function useSeen() {
  const element = useRef(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((all) => all.some((each) => each.isIntersecting) && setSeen(true), { rootMargin: "100px" });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, seen];
}

/** A switch between a few values, as radio buttons. */
export function Segments({ label, name, value, values, onChange }) {
  return html`<fieldset class="segments">
    <legend class="hidden">${label}</legend>
    ${Object.entries(values).map(([key, text]) => html`<label key=${key}>
      <input type="radio" name=${name} value=${key} checked=${key === value} onChange=${() => onChange(key)} />
      <span>${text}</span>
    </label>`)}
  </fieldset>`;
}
