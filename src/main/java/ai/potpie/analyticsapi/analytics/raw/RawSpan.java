package ai.potpie.analyticsapi.analytics.raw;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.period.Timestamps;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A span or log as Logfire has it.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param parentSpanId null for the root of a trace
 * @param kind {@code span}, {@code log} or {@code span_event}
 * @param spanName the name, the same for spans of a kind
 * @param message the name with its arguments filled in
 * @param level Logfire's level
 * @param startTimestamp when it started, UTC, to the microsecond
 * @param endTimestamp when it ended, UTC, to the microsecond
 * @param durationMs milliseconds; null for logs
 * @param serviceName the service that it came from
 * @param deploymentEnvironment the environment of that service
 * @param otelScopeName the instrumentation that made it
 * @param isException whether it recorded an exception
 * @param exceptionType the class of the exception
 * @param exceptionMessage the message of the exception
 * @param tags its tags, a JSON list of text
 * @param tagsText see {@code attributes_text}
 * @param attributes a JSON object, unchanged: numbers, nesting and all; empty if there is
 * {@code attributes_text}
 * @param attributesText the JSON of attributes that many readers of JSON refuse, and the
 * page with them: nested deeper than 498 levels, a number of more than 1,000 characters,
 * a key of more than 50,000, or a lone surrogate, half a character. Only such a span has
 * it.
 */
record RawSpan(String traceId, String spanId, @Nullable String parentSpanId, String kind, String spanName,
		String message, @Schema(allowableValues = {
				"trace", "debug", "info", "notice", "warn", "error", "fatal" }) String level,
		@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant startTimestamp,
		@JsonFormat(pattern = Timestamps.MICROSECONDS, timezone = "UTC") Instant endTimestamp,
		@Nullable BigDecimal durationMs, @Nullable String serviceName, @Nullable String deploymentEnvironment,
		@Nullable String otelScopeName, boolean isException, @Nullable String exceptionType,
		@Nullable String exceptionMessage, @Schema(implementation = String[].class) @JsonRawValue String tags,
		@JsonInclude(Include.NON_NULL) @Nullable String tagsText,
		@Schema(implementation = Map.class) @JsonRawValue String attributes,
		@JsonInclude(Include.NON_NULL) @Nullable String attributesText){

}
