package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Agent;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Cost;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Model;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Style;
import ai.potpie.analyticsapi.locallogfire.demo.DemoTrace.Times;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the spans of an agent, which calls its model and its tools in turn. One of the
 * tools may be another agent.
 */
record DemoAgentRun(DemoTrace trace, Agent agent, @Nullable Failure failure) {

	/** The share of an agent's cost that goes to the agent it calls. */
	static final double HELPERS_SHARE = 0.2;

	/**
	 * Adds the agent's span, which repeats the total usage of its calls, after all spans
	 * below it.
	 */
	DemoTokens write(String parent, Times times, double dollars) {
		SplittableRandom random = this.trace.random();
		String id = this.trace.nextSpanId();
		int steps = 1 + random.nextInt(4);
		Agent helper = (steps > 1) ? this.agent.helper() : null;
		double helped = (helper != null && helper.model().cost() != Cost.NONE) ? dollars * HELPERS_SHARE : 0;
		DemoTokens used = DemoTokens.NONE;
		for (int step = 0; step < steps; step++) {
			Times all = times.part(0.002 + 0.99 * step / steps, 0.99 * (step + 1) / steps);
			boolean last = step == steps - 1;
			used = used.plus(call(id, all.part(0, last ? 1 : 0.7), (dollars - helped) / steps, last));
			if (!last) {
				used = used.plus(tool(id, all.part(0.71, 1), (step == 0) ? helper : null, helped));
			}
		}
		addAgent(id, parent, times, used);
		return used;
	}

	private DemoTokens call(String parent, Times times, double dollars, boolean last) {
		Model model = this.agent.model();
		// a model without a cost uses as many tokens as any other
		DemoTokens used = DemoTokens.worth((model.cost() != Cost.NONE) ? dollars : 0.002, model, this.trace.random());
		String id = this.trace.nextSpanId();
		Map<String, Object> attributes = call(model, used);
		SpanRecordBuilder span = this.trace.span(id, parent, "chat " + model.name(), times)
			.scope("pydantic-ai", "1.30.0")
			.tags((this.agent.style() == Style.FIRST) ? List.of() : List.of("LLM"))
			.attributes(attributes);
		if (last && this.failure != null) {
			DemoTrace.fail(span, this.failure);
		}
		this.trace.add(span);
		if (this.agent.style() == Style.TWICE) {
			addOnceMore(id, times.part(0.02, 0.98), model, attributes);
		}
		http(id, times.part(0.05, 0.95), "POST", "https://api." + model.provider() + ".example/v1");
		return used;
	}

	private Map<String, Object> call(Model model, DemoTokens used) {
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.operation.name", "chat");
		attributes.put((this.agent.style() == Style.FIRST) ? "gen_ai.system" : "gen_ai.provider.name",
				model.provider());
		attributes.put("gen_ai.request.model", model.name());
		attributes.put("gen_ai.response.model", model.answersAs());
		used.describe(attributes);
		if (model.cost() == Cost.RECORDED) {
			attributes.put("operation.cost", used.dollars());
		}
		return attributes;
	}

	private void addOnceMore(String parent, Times times, Model model, Map<String, Object> attributes) {
		this.trace.add(this.trace.span(this.trace.nextSpanId(), parent, "Message with '" + model.name() + "'", times)
			.scope("logfire.anthropic", "4.14.2")
			.attributes(attributes));
	}

	private DemoTokens tool(String parent, Times times, @Nullable Agent helper, double dollars) {
		String id = this.trace.nextSpanId();
		String tool = (helper != null) ? "ask_" + helper.name()
				: this.agent.tools().get(this.trace.random().nextInt(this.agent.tools().size()));
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.operation.name", "execute_tool");
		attributes.put("gen_ai.tool.name", tool);
		attributes.put("tool_arguments", Map.of("query", List.of("where is „größe“ set?", "在哪里 🔎")));
		String name = (this.agent.style() == Style.FIRST) ? "running tool" : "execute_tool " + tool;
		this.trace.add(this.trace.span(id, parent, name, times).scope("pydantic-ai", "1.30.0").attributes(attributes));
		this.trace.log(id, "tool " + tool + " answered", times.end());
		if (helper != null) {
			return new DemoAgentRun(this.trace, helper, null).write(id, times.part(0.02, 0.98), dollars);
		}
		http(id, times.part(0.1, 0.9), "GET", "http://knowledge-graph/" + tool);
		return DemoTokens.NONE;
	}

	private void http(String parent, Times times, String method, String url) {
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("http.request.method", method);
		attributes.put("url.full", url);
		attributes.put("http.response.status_code", 200);
		this.trace.add(this.trace.span(this.trace.nextSpanId(), parent, method, times)
			.scope("opentelemetry.instrumentation.httpx", "0.60b0")
			.attributes(attributes));
	}

	private void addAgent(String id, String parent, Times times, DemoTokens used) {
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.operation.name", "invoke_agent");
		attributes.put("gen_ai.agent.name", this.agent.name());
		attributes.put("model_name", this.agent.model().name());
		if (this.agent.style() != Style.FIRST) {
			attributes.put("gen_ai.conversation.id", attributes.getOrDefault("conversation_id", ""));
		}
		used.describe(attributes);
		SpanRecordBuilder span = this.trace.span(id, parent, this.agent.spanName(), times)
			.message(this.agent.name() + " run")
			.scope("pydantic-ai", "1.30.0")
			.attributes(attributes);
		if (this.failure != null) {
			DemoTrace.fail(span, this.failure);
		}
		this.trace.add(span);
	}

}
