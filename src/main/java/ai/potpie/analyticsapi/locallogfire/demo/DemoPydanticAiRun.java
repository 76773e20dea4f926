package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Agent;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.demo.DemoTrace.Times;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run in the way of Pydantic AI 2.68 alone: no span has the run's cost or
 * outcome. All spans have the agent's name, the run's id and the conversation.
 *
 * @param trace the trace, whose baggage has the user and these three
 */
record DemoPydanticAiRun(DemoTrace trace, Agent agent, DemoPydanticAiCall call, @Nullable Failure failure) {

	private static final String AGENT = "gen_ai.agent.name";

	private static final String RUN = "gen_ai.agent.call.id";

	private static final String CONVERSATION = "gen_ai.conversation.id";

	/** The run. Where other runs are tried again, it falls back to another model. */
	static DemoPydanticAiRun of(DemoRun run, SplittableRandom random, List<SpanRecord> spans) {
		Agent agent = run.agent();
		Map<String, Object> baggage = new LinkedHashMap<>();
		baggage.put("user_id", run.baggage().get("user_id"));
		baggage.put(AGENT, agent.name());
		baggage.put(RUN, run.baggage().get("run_id"));
		baggage.put(CONVERSATION, run.baggage().get("conversation_id"));
		DemoTrace trace = DemoTrace.begin(run.environment(), baggage, random, spans);
		DemoPydanticAiCall call = run.retried()
				? new DemoPydanticAiCall(trace, DemoCatalog.FALLBACK_MODEL, agent.model())
				: new DemoPydanticAiCall(trace, agent.model(), null);
		return new DemoPydanticAiRun(trace, agent, call, run.failure());
	}

	/** Adds the agent's span after all spans below it. */
	DemoTokens write(@Nullable String parent, Times times, double dollars) {
		String id = this.trace.nextSpanId();
		int tools = this.trace.random().nextInt(3);
		Agent helper = (tools > 0) ? this.agent.helper() : null;
		double helped = (helper != null) ? dollars * DemoAgentRun.HELPERS_SHARE : 0;
		double share = (dollars - helped) / (tools + 1);
		DemoTokens used = DemoTokens.NONE;
		for (int step = 0; step < tools; step++) {
			Times all = part(times, step, tools + 1);
			used = used.plus(this.call.write(id, all.part(0, 0.7), share, "tool_call"));
			used = used.plus(tool(id, all.part(0.71, 1), (step == 0) ? helper : null, helped));
		}
		Times last = part(times, tools, tools + 1);
		if (this.failure != null) {
			this.call.writeFailed(id, last, this.failure);
		}
		else {
			used = used.plus(this.call.write(id, last, share, "stop"));
		}
		addAgent(id, parent, times, used);
		return used;
	}

	private static Times part(Times times, int step, int steps) {
		return times.part(0.002 + 0.99 * step / steps, 0.99 * (step + 1) / steps);
	}

	private DemoTokens tool(String parent, Times times, @Nullable Agent helper, double dollars) {
		String id = this.trace.nextSpanId();
		String tool = (helper != null) ? "ask_" + helper.name()
				: this.agent.tools().get(this.trace.random().nextInt(this.agent.tools().size()));
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.operation.name", "execute_tool");
		attributes.put("gen_ai.tool.name", tool);
		attributes.put("gen_ai.tool.call.arguments", "{\"query\":\"where is „größe“ set?\"}");
		this.trace.add(this.trace.span(id, parent, "execute_tool " + tool, times)
			.message("running tool: " + tool)
			.scope("pydantic-ai", "2.68.0")
			.attributes(attributes));
		return (helper != null) ? delegated(helper).write(id, times.part(0.02, 0.98), dollars) : DemoTokens.NONE;
	}

	/**
	 * The run of a called agent, with an id and conversation of its own in the same
	 * trace.
	 */
	private DemoPydanticAiRun delegated(Agent helper) {
		Map<String, Object> baggage = this.trace.attributes();
		baggage.put(AGENT, helper.name());
		baggage.put(RUN, uuid());
		baggage.put(CONVERSATION, uuid());
		DemoTrace within = new DemoTrace(this.trace.id(), this.trace.environment(), baggage, this.trace.random(),
				this.trace.spans());
		return new DemoPydanticAiRun(within, helper, new DemoPydanticAiCall(within, helper.model(), null), null);
	}

	private String uuid() {
		return new UUID(this.trace.random().nextLong(), this.trace.random().nextLong()).toString();
	}

	private void addAgent(String id, @Nullable String parent, Times times, DemoTokens used) {
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.operation.name", "invoke_agent");
		attributes.put("agent_name", this.agent.name());
		attributes.put("model_name", this.call.names());
		SpanRecordBuilder span = this.trace.span(id, parent, this.agent.spanName(), times)
			.message(this.agent.name() + " run")
			.scope("pydantic-ai", "2.68.0");
		if (this.failure != null) {
			DemoTrace.fail(span, this.failure);
		}
		else {
			used.describe("gen_ai.aggregated_usage.", attributes);
		}
		this.trace.add(span.attributes(attributes));
	}

}
