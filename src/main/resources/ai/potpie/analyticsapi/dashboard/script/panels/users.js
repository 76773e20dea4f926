import { html, useState } from "../base/preact.js";
import { formatDuration, formatMoment, formatNumber, formatShare } from "../base/format.js";
import { formatRoute, go, routeOfUser, withOptions } from "../base/route.js";
import { texts } from "../base/texts.js";
import { Icon } from "../ui/icons.js";
import { Money } from "../ui/money.js";
import { Panel, Segments } from "../ui/panel.js";
import { Value } from "../ui/table.js";

const TOPS = ["10", "50", "200"];

/** Each column: its field, its title, how it reads, and the order that it stands for. */
const COLUMNS = [
  { field: "total_cost", title: texts.users.cost, sort: "cost" },
  { field: "total_agent_runs", title: texts.users.runs, sort: "runs", format: formatNumber },
  { field: "error_count", title: texts.users.errors, sort: "errors", format: formatNumber },
  { field: "success_rate", title: texts.users.success, format: formatShare, any: "total_agent_runs" },
  { field: "avg_duration_ms", title: texts.users.duration, format: formatDuration },
  { field: "conversation_count", title: texts.users.conversations, format: formatNumber },
  { field: "llm_calls", title: texts.users.calls, format: formatNumber },
  { field: "llm_cost", title: texts.users.llmCost },
];

/** All users, the first of them one by one. A row opens its user. */
export function UsersPanel({ route, question }) {
  return html`<${Panel} id="users" className="wide" title=${texts.users.title} question=${question} section="users"
    tools=${html`<${FindUser} route=${route} /><${Segments} label=${texts.users.top} name="top" value=${route.options.top ?? "50"}
      values=${Object.fromEntries(TOPS.map((top) => [top, top]))} onChange=${(top) => go(withOptions(route, { top }))} />`}>
    ${(data) => data.users.length === 0 ? html`<p class="nothing">${texts.users.none}</p>` : html`<${UserTable} route=${route} answer=${data} />`}
  <//>`;
}

function UserTable({ route, answer }) {
  const sort = route.options.sort ?? "cost";
  const highest = Math.max(...answer.users.map((user) => user.total_cost));
  const { days, from, to, tz, project, agent, environment } = route.options;
  const kept = { days, from, to, tz, project, agent, environment };
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${texts.users.table}>
    <table class="list users">
      <caption class="hidden">${texts.users.sentence(formatNumber(answer.users.length), formatNumber(answer.totals.user_count))}</caption>
      <thead><tr><th scope="col">${texts.users.user}</th>
        ${COLUMNS.map((column) => html`<${SortHead} key=${column.field} route=${route} title=${column.title} sort=${column.sort} sorted=${sort} />`)}
        <${SortHead} route=${route} title=${texts.users.lastActivity} sort="last_activity" sorted=${sort} />
      </tr></thead>
      <tbody>
        ${answer.users.map((user) => html`<tr key=${user.user_id}>
          <th scope="row" class="main"><a href=${formatRoute(routeOfUser(user.user_id, kept))} dir="auto">${user.user_id}</a>
            <span class="spark-bar" aria-hidden="true"><span style=${{ width: `${highest ? (100 * user.total_cost) / highest : 0}%` }}></span></span></th>
          <${UserCells} numbers=${user} />
          <td class="number"><time datetime=${user.last_activity}>${formatMoment(user.last_activity, tz)}</time></td>
        </tr>`)}
        ${answer.other.user_count > 0 && html`<tr class="others"><th scope="row">${texts.users.others(answer.other.user_count)}</th><${UserCells} numbers=${answer.other} /><td></td></tr>`}
      </tbody>
      <tfoot><tr><th scope="row">${texts.users.total(answer.totals.user_count)}</th><${UserCells} numbers=${answer.totals} /><td></td></tr></tfoot>
    </table>
  </div>`;
}

function UserCells({ numbers }) {
  return COLUMNS.map(({ field, format, any }) => html`<td class="number" key=${field} data-field=${field}>
    ${format ? html`<${Value} value=${numbers[field]} title=${formatNumber(numbers[field])}>${any && numbers[any] === 0 ? texts.none : format(numbers[field])}<//>`
      : html`<${Money} value=${numbers[field]} coverage=${field === "llm_cost" || numbers.llm_cost === 0 ? numbers.cost_coverage : undefined} />`}
  </td>`);
}

function SortHead({ route, title, sort, sorted }) {
  return html`<th scope="col" class="number" aria-sort=${sort && sort === sorted ? "descending" : undefined}>
    ${sort ? html`<button type="button" class="sort" onClick=${() => go(withOptions(route, { sort }))} title=${texts.users.sortBy(title)}>
      ${title}${sort === sorted && html` <${Icon} name="down" />`}</button>` : title}
  </th>`;
}

function FindUser({ route }) {
  const [user, setUser] = useState("");
  const open = (event) => {
    event.preventDefault();
    if (user.trim()) {
      go(routeOfUser(user.trim(), { days: route.options.days, from: route.options.from, to: route.options.to, tz: route.options.tz }));
    }
  };
  return html`<form class="find" onSubmit=${open}>
    <label><span class="hidden">${texts.users.findLabel}</span>
      <input type="search" placeholder=${texts.users.find} value=${user} onInput=${(event) => setUser(event.currentTarget.value)} autocomplete="off" spellcheck=${false} /></label>
  </form>`;
}
