package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Agent;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Style;
import ai.potpie.analyticsapi.locallogfire.demo.DemoTrace.Times;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One run: a user's message, the agent that works on it, and the {@code agent_run_usage}
 * span with its cost.
 *
 * @param failure the exception of the run; null if it succeeds
 * @param retried whether a first try failed, which also has a cost
 */
record DemoRun(Map<String, Object> baggage, Agent agent, String environment, Instant start, double seconds,
		double dollars, String outcome, @Nullable Failure failure, boolean retried, @Nullable DemoDirt dirt) {

	void write(SplittableRandom random, List<SpanRecord> spans) {
		if (this.agent.style() == Style.PYDANTIC_AI) {
			DemoPydanticAiRun.of(this, random, spans).write(null, Times.of(this.start, this.seconds), this.dollars);
			return;
		}
		Instant begin = this.start;
		if (this.retried) {
			Failure first = DemoCatalog.FAILURES.get(0);
			Times times = Times.of(begin, this.seconds / 2);
			writeTry(random, spans, times, this.dollars / 4, "error", first);
			begin = times.end().plusMillis(800);
		}
		writeTry(random, spans, Times.of(begin, this.seconds), this.dollars, this.outcome, this.failure);
	}

	private void writeTry(SplittableRandom random, List<SpanRecord> spans, Times times, double dollars, String outcome,
			@Nullable Failure failure) {
		Map<String, Object> carried = new LinkedHashMap<>(this.baggage);
		if (this.dirt != null) {
			this.dirt.soil(carried);
		}
		DemoTrace trace = DemoTrace.begin(this.environment, carried, random, spans);
		String request = trace.nextSpanId();
		trace.log(request, "message received", times.start());
		Times all = new Times(times.start(), times.end().plusMillis(9));
		DemoTokens used = new DemoAgentRun(trace, this.agent, failure).write(request, times, dollars);
		addUsage(trace, request, Times.of(times.end().plusMillis(1), 0.000_7), used, outcome);
		addRequest(trace, request, all, failure);
	}

	private void addUsage(DemoTrace trace, String parent, Times times, DemoTokens used, String outcome) {
		Map<String, Object> attributes = trace.attributes();
		attributes.put("actual_cost", used.dollars());
		attributes.put("outcome", outcome);
		if (this.dirt != null) {
			this.dirt.soil(attributes);
		}
		SpanRecordBuilder span = trace.span(trace.nextSpanId(), parent, "agent_run_usage", times)
			.attributes(attributes);
		trace.add(span);
		if (this.dirt == DemoDirt.SENT_TWICE) {
			trace.add(span);
		}
		if (this.dirt == DemoDirt.COPIED_AS_EVENT) {
			trace.add(span.kind("span_event"));
		}
	}

	private void addRequest(DemoTrace trace, String id, Times times, @Nullable Failure failure) {
		Map<String, Object> attributes = trace.attributes();
		attributes.put("http.request.method", "POST");
		attributes.put("http.route", "/api/v1/conversations/{conversation_id}/message");
		attributes.put("http.response.status_code", (failure != null) ? 500 : 200);
		SpanRecordBuilder span = trace
			.span("potpie-api", id, null, "POST /api/v1/conversations/{conversation_id}/message", times)
			.scope("opentelemetry.instrumentation.fastapi", "0.60b0")
			.attributes(attributes);
		if (failure != null) {
			DemoTrace.fail(span, failure);
		}
		trace.add(span);
	}

}
