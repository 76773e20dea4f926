package ai.potpie.analyticsapi.locallogfire.demo;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Failure;
import ai.potpie.analyticsapi.locallogfire.demo.DemoCatalog.Model;
import ai.potpie.analyticsapi.locallogfire.demo.DemoTrace.Times;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Writes an agent's calls of its model in the way of Pydantic AI 2.68. Below calls of
 * Anthropic's models, Anthropic's SDK records each call a second time, without a cost.
 *
 * @param model the model that answers
 * @param busy the model that was busy before; null if none was
 */
record DemoPydanticAiCall(DemoTrace trace, Model model, @Nullable Model busy) {

	DemoTokens write(String parent, Times times, double dollars, String finishReason) {
		DemoTokens used = DemoTokens.worth(dollars, this.model, this.trace.random());
		boolean anthropic = this.model.provider().equals("anthropic");
		String id = this.trace.nextSpanId();
		Map<String, Object> attributes = attributes(this.model);
		attributes.put("gen_ai.operation.name", "chat");
		attributes.put("gen_ai.response.id", (anthropic ? "msg_" : "resp_") + this.trace.nextSpanId());
		used.describe("gen_ai.usage.", attributes);
		if (anthropic) {
			this.trace
				.add(this.trace.span(this.trace.nextSpanId(), id, "anthropic.messages.create", times.part(0.2, 0.98))
					.scope("com.anthropic.sdk.python", "2.14.0")
					.attributes(attributes));
		}
		attributes.put("gen_ai.response.finish_reasons", List.of(finishReason));
		attributes.put("operation.cost", used.dollars());
		this.trace.add(span(id, parent, "chat " + this.model.name(), times).attributes(attributes));
		if (this.busy != null) {
			Failure failure = DemoCatalog.FAILURES.get(0);
			addFailed(id, "model request attempt ", times.part(0.01, 0.1), this.busy, attributes(this.busy), failure);
		}
		return used;
	}

	/** Adds a failed call, whose usage is unknown. */
	void writeFailed(String parent, Times times, Failure failure) {
		Map<String, Object> attributes = attributes(this.model);
		attributes.put("gen_ai.operation.name", "chat");
		addFailed(parent, "chat ", times, this.model, attributes, failure);
	}

	private void addFailed(String parent, String name, Times times, Model model, Map<String, Object> attributes,
			Failure failure) {
		SpanRecordBuilder span = span(this.trace.nextSpanId(), parent, name + model.name(), times)
			.attributes(attributes);
		DemoTrace.fail(span, failure);
		this.trace.add(span);
	}

	private Map<String, Object> attributes(Model model) {
		Map<String, Object> attributes = this.trace.attributes();
		attributes.put("gen_ai.provider.name", model.provider());
		attributes.put("gen_ai.system", model.provider());
		attributes.put("gen_ai.request.model", model.name());
		attributes.put("gen_ai.response.model", model.answersAs());
		return attributes;
	}

	private SpanRecordBuilder span(String id, String parent, String name, Times times) {
		return this.trace.span(id, parent, name, times).scope("pydantic-ai", "2.68.0");
	}

	/** The name that the agent's span gives for its model, which may be a fallback. */
	String names() {
		return (this.busy != null) ? "fallback:%s,%s".formatted(this.busy.name(), this.model.name())
				: this.model.name();
	}

}
