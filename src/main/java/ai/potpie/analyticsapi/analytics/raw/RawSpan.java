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
 * @param spanName the name, which spans of the same operation share
 * @param message the text that Logfire shows, with arguments filled in
 * @param level Logfire's level
 * @param startTimestamp when the span started, UTC, to the microsecond
 * @param endTimestamp when the span ended, UTC, to the microsecond
 * @param durationMs the duration in milliseconds; null for logs
 * @param serviceName the service that sent the span
 * @param deploymentEnvironment the environment of that service
 * @param otelScopeName the instrumentation that recorded the span
 * @param isException whether the span recorded an exception
 * @param exceptionType the class of the exception
 * @param exceptionMessage the message of the exception
 * @param tags the span's tags, a JSON list of texts
 * @param tagsText the JSON of the tags, where {@code attributes_text} would be needed for
 * attributes
 * @param attributes the span's attributes, an unchanged JSON object; empty if
 * {@code attributes_text} is present
 * @param attributesText the attributes as JSON text, if many JSON parsers would refuse
 * them and the page around them: nesting deeper than 498 levels, a number of more than
 * 1,000 characters, a key of more than 50,000, or a lone surrogate (half a character).
 * Other spans do not have it.
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
