package ai.potpie.analyticsapi.analytics.counting;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.TraceLinks;
import org.jspecify.annotations.Nullable;

/**
 * What a question needs beside its parameters.
 *
 * @param rules how spans are understood
 * @param prices what calls of LLMs cost that do not say so
 * @param retention how long Logfire keeps spans
 * @param settling when spans of a day no longer arrive
 * @param pages the addresses of Logfire's pages
 * @param clock the present
 */
public record QuestionContext(SpanRules rules, CallPrices prices, RetentionProperties retention, Settling settling,
		LogfirePages pages, Clock clock) {

	/** Links to Logfire's page of a trace; null as long as its address is not known. */
	public @Nullable TraceLinks traceLinks() {
		return this.pages.traces();
	}

}
