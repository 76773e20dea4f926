package ai.potpie.analyticsapi.locallogfire.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One row of Logfire's {@code records_all}, as it is stored. The view that queries read
 * adds the columns that Logfire derives: day, HTTP and resource columns.
 *
 * @param kind {@code span}, {@code log}, {@code span_event} or {@code pending_span}
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param level OpenTelemetry's severity number: 9 is info, 17 is error
 * @param startTimestamp kept to the microsecond
 * @param endTimestamp kept to the microsecond
 * @param createdAt when Logfire received the row, kept to the microsecond; null for the
 * time of storing
 * @param attributes a JSON object
 * @param otelResourceAttributes a JSON object
 * @param otelStatusCode {@code OK}, {@code ERROR}, or null for unset
 * @param otelEvents a JSON array
 * @param otelLinks a JSON array
 */
public record SpanRecord(String kind, String traceId, String spanId, @Nullable String parentSpanId, String spanName,
		String message, int level, Instant startTimestamp, Instant endTimestamp, @Nullable Instant createdAt,
		String serviceName, @Nullable String serviceVersion, @Nullable String deploymentEnvironment,
		String otelScopeName, @Nullable String otelScopeVersion, List<String> tags, boolean isException,
		@Nullable String exceptionType, @Nullable String exceptionMessage, @Nullable String exceptionStacktrace,
		String attributes, String otelResourceAttributes, @Nullable String otelStatusCode,
		@Nullable String otelStatusMessage, String otelEvents, String otelLinks) {

	public static final int LEVEL_INFO = 9;

	public static final int LEVEL_ERROR = 17;

	/**
	 * A builder with ids and name; {@link SpanRecordBuilder} has defaults for the rest.
	 */
	public static SpanRecordBuilder builder(String traceId, String spanId, String spanName) {
		return new SpanRecordBuilder(traceId, spanId, spanName);
	}

	/** The duration in seconds, to the microsecond; null for anything but a span. */
	public @Nullable Double duration() {
		if (!this.kind.equals("span")) {
			return null;
		}
		long micros = TimeUnit.MICROSECONDS.convert(Duration.between(this.startTimestamp, this.endTimestamp));
		return micros / 1e6;
	}

}
