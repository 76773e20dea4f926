import { html, useEffect, useRef, useState } from "../base/preact.js";
import { askAnswer } from "../base/api.js";
import { useAnswer } from "../base/answers.js";
import { formatDuration, formatMomentExactly } from "../base/format.js";
import { listUrl, spansUrl } from "../base/questions.js";
import { go, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { ConversationTable, RunTable } from "../panels/lists.js";
import { outcomeName } from "../panels/outcomes.js";
import { Icon } from "../ui/icons.js";
import { Menu, answerItems } from "../ui/menu.js";
import { Segments } from "../ui/panel.js";
import { ProblemNote } from "../ui/problem.js";

const CLOSED = { show: undefined, run: undefined, trace: undefined, conversation: undefined, outcome: undefined, since: undefined, until: undefined, order: undefined };
const CONTENTS = { runs: runsOf, conversations: conversationsOf, spans: spansOf };

/** The rows behind a number, page by page, over the screen on which it was clicked. */
export function Drawer({ route }) {
  const kind = route.options.show;
  return kind in CONTENTS ? html`<${OpenDrawer} key=${kind} route=${route} kind=${kind} />` : null;
}

function OpenDrawer({ route, kind }) {
  const dialog = useRef(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current.showModal();
    dialog.current.querySelector("h2").focus();
    return () => opener?.focus?.();
  }, []);
  const { url, title, Rows, sorted } = CONTENTS[kind](route);
  const close = () => go(withOptions(route, CLOSED));
  return html`<dialog class="drawer" ref=${dialog} aria-labelledby="drawer-title" onCancel=${(event) => { event.preventDefault(); close(); }}
    onClick=${(event) => event.target === dialog.current && close()}>
    <div class="drawer-body">
      <header class="panel-head">
        <h2 id="drawer-title" dir="auto" tabindex="-1">${title}</h2>
        ${sorted && html`<div class="tools"><${Segments} label=${texts.drawer.sort} name="order" value=${route.options.order ?? "newest"} values=${texts.drawer.sorts}
          onChange=${(order) => go(withOptions(route, { order }))} /></div>`}
        <${DrawerMenu} title=${title} url=${url} />
        <button type="button" class="quiet" aria-label=${texts.drawer.close} onClick=${close}><${Icon} name="close" /></button>
      </header>
      <${Pages} key=${url} url=${url} Rows=${Rows} route=${route} />
    </div>
  </dialog>`;
}

function DrawerMenu({ title, url }) {
  const [said, say] = useState("");
  return html`<${Menu} label=${texts.menu.label(title)} items=${answerItems(url, null, say)} /><span class="said" role="status">${said}</span>`;
}

/** The first page, and those that were asked for after it. */
function Pages({ url, Rows, route }) {
  const first = useAnswer(url);
  const [more, setMore] = useState([]);
  const [state, setState] = useState({ loading: false, problem: null });
  const pages = first.answer ? [first.answer, ...more] : [];
  const next = pages[pages.length - 1]?.next;
  const load = async () => {
    setState({ loading: true, problem: null });
    try {
      const page = await askAnswer(next);
      setMore([...more, page]);
      setState({ loading: false, problem: null });
    } catch (problem) {
      setState({ loading: false, problem });
    }
  };
  return html`<div class="drawer-rows" aria-busy=${String(first.loading || state.loading)}>
    ${first.problem && html`<${ProblemNote} problem=${first.problem} retry=${first.retry} />`}
    ${!first.answer && !first.problem && html`<div class="skeleton" role="status"><span class="hidden">${texts.loading}</span></div>`}
    ${first.answer && html`<${Rows} pages=${pages.map((page) => page.data)} route=${route} />`}
    ${state.problem && html`<${ProblemNote} problem=${state.problem} retry=${load} />`}
    ${first.answer && html`<p class="pages">${next ? html`<button type="button" onClick=${load} disabled=${state.loading}>${state.loading ? texts.loading : texts.drawer.more}</button>`
      : html`<span class="muted">${texts.drawer.end}</span>`}</p>`}
  </div>`;
}

function runsOf(route) {
  const { outcome, conversation, order } = route.options;
  return {
    url: listUrl(route, "runs", { sort: order, limit: 50, outcome, conversation_id: conversation }),
    title: conversation ? texts.lists.runsOf(conversation) : outcome ? `${texts.drawer.runs}: ${outcomeName(outcome)}` : texts.drawer.runs,
    Rows: ({ pages }) => html`<${RunTable} runs=${pages.flatMap((page) => page.runs)} route=${withOptions(route, CLOSED)} />`,
    sorted: true,
  };
}

function conversationsOf(route) {
  return {
    url: listUrl(route, "conversations", { sort: route.options.order, limit: 50 }),
    title: texts.drawer.conversations,
    Rows: ({ pages }) => html`<${ConversationTable} conversations=${pages.flatMap((page) => page.conversations)} route=${withOptions(route, CLOSED)} />`,
    sorted: true,
  };
}

function spansOf(route) {
  const { run, trace, conversation, since, until } = route.options;
  return {
    url: spansUrl(route, { since, until, run_id: run, trace_id: trace, conversation_id: conversation }),
    title: run ?? trace ?? conversation ? texts.lists.spansOf(run ?? trace ?? conversation) : texts.drawer.spans,
    Rows: Spans,
    sorted: false,
  };
}

function Spans({ pages, route }) {
  const spans = pages.flat();
  return spans.length === 0 ? html`<p class="nothing">${texts.drawer.noRows}</p>` : html`<ol class="spans">
    ${spans.map((span) => html`<li key=${`${span.span_id} ${span.kind} ${span.start_timestamp}`}><${Span} span=${span} zone=${route.options.tz} /></li>`)}
  </ol>`;
}

function Span({ span, zone }) {
  const [open, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>
      <span class=${`dot level-${span.level}`} aria-hidden="true"></span>
      <span class="span-name" dir="auto">${span.message || span.span_name}</span>
      <span class="muted">${span.level}</span>
      <span class="number">${formatDuration(span.duration_ms)}</span>
      <time class="muted" datetime=${span.start_timestamp}>${formatMomentExactly(span.start_timestamp, zone)}</time>
    </summary>
    ${open && html`<dl class="facts">
      <div><dt>span_name</dt><dd dir="auto">${span.span_name}</dd></div>
      <div><dt>trace_id</dt><dd><code>${span.trace_id}</code></dd></div>
      <div><dt>${texts.drawer.service}</dt><dd>${[span.service_name, span.deployment_environment].filter(Boolean).join(", ") || texts.none}</dd></div>
      ${span.exception_type && html`<div><dt>${texts.drawer.exception}</dt><dd dir="auto">${span.exception_type}: ${span.exception_message}</dd></div>`}
    </dl>
    <pre tabindex="0" role="region" aria-label=${texts.drawer.attributes}>${span.attributes_text ?? JSON.stringify(span.attributes, null, 2)}</pre>`}
  </details>`;
}
