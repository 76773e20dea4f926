package ai.potpie.analyticsapi.analytics.oracle;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.facts.AgentSpanNames;
import ai.potpie.analyticsapi.analytics.facts.AttributeNames;
import ai.potpie.analyticsapi.analytics.facts.RunSource;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.prices.PriceTable;

import org.springframework.core.io.ByteArrayResource;

/**
 * The settings of the service that is asked, as far as they decide what spans count as.
 *
 * @param agentSpans names of spans that are an agent at work; one that ends with
 * {@code *} is a prefix
 */
public record OracleSettings(OracleRunsMode runs, OracleNames names, List<String> agentSpans, PriceTable prices) {

	/** The present of cases. */
	public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-04-06T09:30:00Z"), ZoneOffset.UTC);

	/** As long as Logfire takes in spans. */
	public static final Settling SETTLING = new Settling(Duration.ofHours(24));

	/** Oracles know what spans have recorded, and no prices. */
	public static final CallPrices NO_PRICES = CallPrices.of(PriceTable
		.load(new ByteArrayResource("[{\"id\":\"none\",\"models\":[]}]".getBytes(StandardCharsets.UTF_8)), "none"));

	/** Those of a service that knows no prices and is told nothing else. */
	public static final OracleSettings DEFAULT = new OracleSettings(OracleRunsMode.USAGE_SPANS, OracleNames.DEFAULT,
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
	public SpanRules rules() {
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
