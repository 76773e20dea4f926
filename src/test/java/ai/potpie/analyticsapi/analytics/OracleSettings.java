package ai.potpie.analyticsapi.analytics;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.core.io.ByteArrayResource;

import ai.potpie.analyticsapi.prices.PriceTable;

/**
 * The settings of the service that is asked, as far as they decide what spans count as.
 *
 * @param agentSpans names of spans that are an agent at work; one that ends with
 * {@code *} is a prefix
 */
record OracleSettings(OracleRunsMode runs, OracleNames names, List<String> agentSpans, PriceTable prices) {

	/** Those of a service that knows no prices and is told nothing else. */
	static final OracleSettings DEFAULT = new OracleSettings(OracleRunsMode.USAGE_SPANS, OracleNames.DEFAULT,
			List.of("agent run*", "invoke_agent*"),
			PriceTable.load(new ByteArrayResource("[{\"id\":\"none\",\"models\":[]}]".getBytes(StandardCharsets.UTF_8)),
					"none"));

	OracleSettings withRuns(OracleRunsMode mode) {
		return new OracleSettings(mode, this.names, this.agentSpans, this.prices);
	}

	OracleSettings withNames(OracleNames names) {
		return new OracleSettings(this.runs, names, this.agentSpans, this.prices);
	}

	OracleSettings withAgentSpans(String... names) {
		return new OracleSettings(this.runs, this.names, List.of(names), this.prices);
	}

	OracleSettings withPrices(PriceTable prices) {
		return new OracleSettings(this.runs, this.names, this.agentSpans, prices);
	}

	/** The same, as the service has it. */
	SpanRules rules() {
		return new SpanRules(
				new AgentSpanNames(this.agentSpans), new AttributeNames(this.names.user(), this.names.run(),
						this.names.conversation(), this.names.project(), this.names.agent()),
				RunSource.valueOf(this.runs.name()));
	}

	boolean isAgentSpan(String spanName) {
		return this.agentSpans.stream()
			.anyMatch((name) -> name.endsWith("*") ? spanName.startsWith(name.substring(0, name.length() - 1))
					: spanName.equals(name));
	}

}
