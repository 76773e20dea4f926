import { html, useEffect, useState } from "../base/preact.js";
import { texts } from "../base/texts.js";
import { Icon } from "./icons.js";

/** Why something could not be loaded, what to do, and when it is tried again. */
export function ProblemNote({ problem, retry }) {
  const left = useCountdown(problem);
  const details = problem.errors?.map((error) => `${error.parameter}: ${error.message}`) ?? [];
  return html`<div class="problem" role="alert">
    <p class="problem-title"><${Icon} name=${problem.status === 0 ? "offline" : "warning"} /> ${texts.problem.title}</p>
    <p>${problem.message}</p>
    ${details.map((detail) => html`<p><code>${detail}</code></p>`)}
    <p class="problem-actions">
      <button type="button" onClick=${retry} disabled=${left > 0}>
        ${left > 0 ? texts.problem.retryIn(left) : texts.problem.retry}
      </button>
      ${problem.requestId && html`<span class="muted">${texts.problem.requestId} <code>${problem.requestId}</code></span>`}
    </p>
  </div>`;
}

function useCountdown(problem) {
  const [left, setLeft] = useState(problem.retryAfter ?? 0);
  useEffect(() => {
    const end = performance.now() + (problem.retryAfter ?? 0) * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}
