package ai.potpie.analyticsapi.analytics.oracle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.DigestUtils;

/**
 * A row of Logfire as the oracle sees it: its attributes read.
 */
public record OracleSpan(SpanRecord row, JsonNode attributes, OracleSettings settings) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** Rows of these kinds are never counted: pending spans are not in the table. */
	private static final Set<String> NOT_COUNTED = Set.of("span_event", "pending_span");

	/** As databases order text: by its bytes, or what is the same, its code points. */
	static final Comparator<String> BY_TEXT = (left, right) -> Arrays.compare(left.codePoints().toArray(),
			right.codePoints().toArray());

	/** The copy that counts is the smallest. */
	private static final Comparator<OracleSpan> OF_COPIES = Comparator.comparing(OracleSpan::start)
		.thenComparing((span) -> span.row().createdAt(), Comparator.nullsLast(Comparator.naturalOrder()))
		.thenComparing((span) -> span.row().kind(), BY_TEXT)
		.thenComparing((span) -> DigestUtils.md5DigestAsHex(span.row().attributes().getBytes(StandardCharsets.UTF_8)));

	public static OracleSpan of(SpanRecord row) {
		return of(row, OracleSettings.DEFAULT);
	}

	public static OracleSpan of(SpanRecord row, OracleSettings settings) {
		return new OracleSpan(row, JSON.readTree(row.attributes()), settings);
	}

	/** Of the spans of one user, without copies. */
	static List<OracleSpan> once(Collection<OracleSpan> spans) {
		Map<List<String>, OracleSpan> once = new LinkedHashMap<>();
		spans.forEach((span) -> once.merge(span.id(), span,
				(one, other) -> (OF_COPIES.compare(one, other) <= 0) ? one : other));
		return List.copyOf(once.values());
	}

	/** What it shares with its copies alone. */
	List<String> id() {
		return List.of(this.row.traceId(), this.row.spanId());
	}

	boolean counts() {
		return !NOT_COUNTED.contains(this.row.kind());
	}

	boolean isUsage() {
		return this.row.spanName().equals("agent_run_usage");
	}

	/** A log has no duration and so is no agent at work. */
	boolean isAgent() {
		return this.row.kind().equals("span") && this.settings.isAgentSpan(this.row.spanName());
	}

	boolean failed() {
		return this.row.isException() || this.row.level() >= 17;
	}

	Instant start() {
		return this.row.startTimestamp();
	}

	LocalDate day(ZoneId zone) {
		return start().atZone(zone).toLocalDate();
	}

	long micros() {
		return ChronoUnit.MICROS.between(this.row.startTimestamp(), this.row.endTimestamp());
	}

	/** The text of an attribute, whatever its type; null where it is missing or null. */
	@Nullable String text(String attribute) {
		JsonNode value = this.attributes.path(attribute);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		return value.isString() ? value.stringValue() : value.toString();
	}

	/** The same, and null where it is blank. */
	@Nullable String nonBlank(String attribute) {
		String text = text(attribute);
		return (text == null || isBlank(text)) ? null : text;
	}

	/** Nothing but the white space of ASCII. */
	static boolean isBlank(String text) {
		return text.matches("[ \\t\\n\\x0B\\f\\r]*");
	}

	/** Without the white space of ASCII around it. */
	static String trimmed(String text) {
		return text.replaceAll("^[ \\t\\n\\x0B\\f\\r]+|[ \\t\\n\\x0B\\f\\r]+\\z", "");
	}

	/** The text that should be a number, of the first attribute that is not null. */
	@Nullable String number(OracleAttribute attribute) {
		return attribute.names.stream().map(this::text).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/** The first name that is not blank. */
	@Nullable String name(OracleAttribute attribute) {
		return name(attribute.names);
	}

	private @Nullable String name(List<String> attributes) {
		return attributes.stream().map(this::nonBlank).filter(Objects::nonNull).findFirst().orElse(null);
	}

	@Nullable String user() {
		return name(this.settings.names().user());
	}

	@Nullable String runId() {
		return name(this.settings.names().run());
	}

	/** What a message or an execution is told apart by. */
	String runOrTrace() {
		String run = runId();
		return (run != null) ? run : this.row.traceId();
	}

	@Nullable String conversation() {
		return name(this.settings.names().conversation());
	}

	@Nullable String project() {
		return name(this.settings.names().project());
	}

	@Nullable String agent() {
		return name(this.settings.names().agent());
	}

	@Nullable String environment() {
		String environment = this.row.deploymentEnvironment();
		return (environment == null || isBlank(environment)) ? null : environment;
	}

}
