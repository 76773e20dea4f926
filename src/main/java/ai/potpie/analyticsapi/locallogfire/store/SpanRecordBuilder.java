package ai.potpie.analyticsapi.locallogfire.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds a {@link SpanRecord}. The default is a span of level info of
 * {@code unknown_service}, with a duration of 0, its name as message, and no attributes.
 */
public final class SpanRecordBuilder {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String traceId;

	private final String spanId;

	private final String spanName;

	private String kind = "span";

	private @Nullable String parentSpanId;

	private @Nullable String message;

	private int level = SpanRecord.LEVEL_INFO;

	private Instant start = Instant.EPOCH;

	private Instant end = Instant.EPOCH;

	private @Nullable Instant createdAt;

	private String serviceName = "unknown_service";

	private @Nullable String serviceVersion;

	private @Nullable String deploymentEnvironment;

	private String otelScopeName = "logfire";

	private @Nullable String otelScopeVersion;

	private List<String> tags = List.of();

	private boolean isException;

	private @Nullable String exceptionType;

	private @Nullable String exceptionMessage;

	private @Nullable String exceptionStacktrace;

	private String attributes = "{}";

	private String otelResourceAttributes = "{}";

	private @Nullable String otelStatusCode;

	private @Nullable String otelStatusMessage;

	private String otelEvents = "[]";

	private String otelLinks = "[]";

	SpanRecordBuilder(String traceId, String spanId, String spanName) {
		this.traceId = traceId;
		this.spanId = spanId;
		this.spanName = spanName;
	}

	public SpanRecordBuilder kind(String kind) {
		this.kind = kind;
		return this;
	}

	public SpanRecordBuilder parent(@Nullable String parentSpanId) {
		this.parentSpanId = parentSpanId;
		return this;
	}

	public SpanRecordBuilder message(@Nullable String message) {
		this.message = message;
		return this;
	}

	public SpanRecordBuilder level(int level) {
		this.level = level;
		return this;
	}

	public SpanRecordBuilder time(Instant start, Instant end) {
		this.start = start;
		this.end = end;
		return this;
	}

	public SpanRecordBuilder time(Instant start, Duration duration) {
		return time(start, start.plus(duration));
	}

	/** Sets when Logfire received the row; null for the time of storing. */
	public SpanRecordBuilder created(@Nullable Instant createdAt) {
		this.createdAt = createdAt;
		return this;
	}

	public SpanRecordBuilder service(String name, @Nullable String version) {
		this.serviceName = name;
		this.serviceVersion = version;
		return this;
	}

	public SpanRecordBuilder environment(@Nullable String deploymentEnvironment) {
		this.deploymentEnvironment = deploymentEnvironment;
		return this;
	}

	public SpanRecordBuilder scope(String name, @Nullable String version) {
		this.otelScopeName = name;
		this.otelScopeVersion = version;
		return this;
	}

	public SpanRecordBuilder tags(List<String> tags) {
		this.tags = List.copyOf(tags);
		return this;
	}

	/** Adds an exception. This changes neither level nor status. */
	public SpanRecordBuilder exception(@Nullable String type, @Nullable String message, @Nullable String stacktrace) {
		this.isException = true;
		this.exceptionType = type;
		this.exceptionMessage = message;
		this.exceptionStacktrace = stacktrace;
		return this;
	}

	/** Sets the attributes, the text of a JSON object, which is stored unchanged. */
	public SpanRecordBuilder attributes(String json) {
		this.attributes = json;
		return this;
	}

	public SpanRecordBuilder attributes(Map<String, ?> attributes) {
		return attributes(JSON.writeValueAsString(attributes));
	}

	/**
	 * Sets the resource's attributes, the text of a JSON object, which is stored
	 * unchanged.
	 */
	public SpanRecordBuilder resource(String json) {
		this.otelResourceAttributes = json;
		return this;
	}

	public SpanRecordBuilder status(@Nullable String code, @Nullable String message) {
		this.otelStatusCode = code;
		this.otelStatusMessage = message;
		return this;
	}

	/** Sets events and links, each the text of a JSON array. */
	public SpanRecordBuilder eventsAndLinks(String events, String links) {
		this.otelEvents = events;
		this.otelLinks = links;
		return this;
	}

	public SpanRecord build() {
		String text = (this.message != null) ? this.message : this.spanName;
		return new SpanRecord(this.kind, this.traceId, this.spanId, this.parentSpanId, this.spanName, text, this.level,
				this.start, this.end, this.createdAt, this.serviceName, this.serviceVersion, this.deploymentEnvironment,
				this.otelScopeName, this.otelScopeVersion, this.tags, this.isException, this.exceptionType,
				this.exceptionMessage, this.exceptionStacktrace, this.attributes, this.otelResourceAttributes,
				this.otelStatusCode, this.otelStatusMessage, this.otelEvents, this.otelLinks);
	}

}
