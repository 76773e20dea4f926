package ai.potpie.analyticsapi.locallogfire.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a query.
 *
 * @param minTimestamp records start after it
 * @param maxTimestamp records start before it
 * @param limit rows at most, from 1 to 10,000; null leaves the SQL's own, 100 at most
 * @param environments deployment environments, of which "" means unset; null does not
 * restrict
 */
record QueryRequest(String sql, Instant minTimestamp, @Nullable Instant maxTimestamp, @Nullable Integer limit,
		String timezone, @Nullable List<String> environments, boolean explain, boolean includeSchema) {

	private static final int MAX_LIMIT = 10_000;

	private static final int UNPROCESSABLE = 422;

	static QueryRequest parse(byte[] body) {
		JsonNode json = object(body);
		Instant minTimestamp = timestamp(json, "min_timestamp");
		if (minTimestamp == null) {
			throw invalid("min_timestamp", "is required");
		}
		return new QueryRequest(sql(json), minTimestamp, timestamp(json, "max_timestamp"), limit(json), timezone(json),
				environments(json), flag(json, "explain", false), flag(json, "include_schema", true));
	}

	private static JsonNode object(byte[] body) {
		try {
			JsonNode json = JsonMapper.shared().readTree(body);
			if (json.isObject()) {
				return json;
			}
		}
		catch (JacksonException ex) {
			// gets the same error as any other body that is not an object
		}
		throw new Refusal(UNPROCESSABLE, "The body must be a JSON object");
	}

	private static String sql(JsonNode json) {
		String sql = string(json, "sql");
		if (sql == null || sql.isBlank()) {
			throw invalid("sql", "is required");
		}
		return sql;
	}

	private static @Nullable Instant timestamp(JsonNode json, String name) {
		String text = string(json, name);
		try {
			return (text != null) ? OffsetDateTime.parse(text).toInstant() : null;
		}
		catch (DateTimeException ex) {
			throw invalid(name, "must be an ISO timestamp with an offset");
		}
	}

	private static @Nullable Integer limit(JsonNode json) {
		JsonNode limit = value(json, "limit");
		if (limit == null) {
			return null;
		}
		if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 1
				|| limit.intValue() > MAX_LIMIT) {
			throw invalid("limit", "must be a whole number from 1 to 10000");
		}
		return limit.intValue();
	}

	private static String timezone(JsonNode json) {
		String timezone = string(json, "timezone");
		if (timezone != null && !ZoneId.getAvailableZoneIds().contains(timezone)) {
			throw invalid("timezone", "is not a known time zone");
		}
		return (timezone != null) ? timezone : "UTC";
	}

	private static @Nullable List<String> environments(JsonNode json) {
		JsonNode value = value(json, "deployment_environment");
		if (value == null) {
			return null;
		}
		Stream<JsonNode> values = value.isArray() ? value.valueStream() : Stream.of(value);
		return values.map((environment) -> {
			if (!environment.isString()) {
				throw invalid("deployment_environment", "must be a string or a list of strings");
			}
			return environment.stringValue();
		}).toList();
	}

	private static boolean flag(JsonNode json, String name, boolean otherwise) {
		JsonNode value = value(json, name);
		if (value != null && !value.isBoolean()) {
			throw invalid(name, "must be true or false");
		}
		return (value != null) ? value.booleanValue() : otherwise;
	}

	private static @Nullable String string(JsonNode json, String name) {
		JsonNode value = value(json, name);
		if (value != null && !value.isString()) {
			throw invalid(name, "must be a string");
		}
		return (value != null) ? value.stringValue() : null;
	}

	private static @Nullable JsonNode value(JsonNode json, String name) {
		JsonNode value = json.get(name);
		return (value != null && !value.isNull()) ? value : null;
	}

	private static Refusal invalid(String name, String problem) {
		return new Refusal(UNPROCESSABLE, "%s %s".formatted(name, problem));
	}

}
