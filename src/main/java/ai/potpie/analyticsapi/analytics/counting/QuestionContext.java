package ai.potpie.analyticsapi.analytics.counting;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.TraceLinks;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a question that do not come from its request.
 *
 * @param rules how to interpret spans
 * @param prices prices for LLM calls without a recorded cost
 * @param retention how long Logfire keeps spans
 * @param settling when the late spans of a day have arrived
 * @param pages the addresses of Logfire's web pages
 * @param clock the current time
 */
public record QuestionContext(SpanRules rules, CallPrices prices, RetentionProperties retention, Settling settling,
		LogfirePages pages, Clock clock) {

	/**
	 * Links to Logfire's page of a trace; null until Logfire has told the project's name.
	 */
	public @Nullable TraceLinks traceLinks() {
		return this.pages.traces();
	}

}
