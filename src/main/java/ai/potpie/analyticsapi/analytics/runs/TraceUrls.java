package ai.potpie.analyticsapi.analytics.runs;

import java.time.Duration;
import java.time.Instant;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.logfire.TraceLinks;
import ai.potpie.analyticsapi.logfire.rows.RowSource;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of Logfire's pages of traces.
 *
 * @param links null until Logfire has told the project's name
 * @param retention how long Logfire keeps spans
 */
record TraceUrls(@Nullable TraceLinks links, Duration retention) {

	static TraceUrls of(QuestionContext context) {
		return new TraceUrls(context.traceLinks(), Duration.ofDays(context.retention().retentionDays()));
	}

	/**
	 * The address of a trace; null if it is unknown, and if the history has what Logfire
	 * no longer has.
	 */
	@Nullable String to(String traceId, Instant since, Instant until, Rows rows, Instant asOf) {
		boolean isGone = rows.source() != RowSource.LOGFIRE && since.isBefore(asOf.minus(this.retention));
		return (this.links != null && !isGone) ? this.links.to(traceId, since, until) : null;
	}

}
