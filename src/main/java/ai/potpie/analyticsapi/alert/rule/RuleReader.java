package ai.potpie.analyticsapi.alert.rule;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.security.UserIds;
import ai.potpie.analyticsapi.web.problem.BadRequestException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a rule from JSON, or from YAML as the same tree. Each value has one accepted
 * form, an unknown key is an error, and all errors are told at once.
 */
public class RuleReader {

	private static final int LONGEST_TEXT = 1000;

	private static final int LONGEST_NAME = 200;

	private static final int MOST_VALUES = 20;

	private static final int MOST_THRESHOLDS = 10;

	private static final int HIGHEST_PERCENT = 1000;

	/** More than anybody spends, and few enough digits to be exact everywhere. */
	private static final BigDecimal HIGHEST_AMOUNT = BigDecimal.valueOf(1_000_000_000);

	private static final int DECIMALS = 6;

	private static final Set<String> KEYS = Set.of("name", "of", "filters", "measure", "period", "timezone", "amount",
			"thresholds", "channels", "enabled");

	private static final Set<String> FILTERS = Set.of("project_id", "agent_id", "environment");

	private final UserIds userIds;

	public RuleReader(UserIds userIds) {
		this.userIds = userIds;
	}

	/**
	 * Reads a rule.
	 * @param channels the names of the channels that there are
	 * @throws BadRequestException if anything is wrong with it
	 */
	public Rule read(JsonNode body, Set<String> channels) {
		Faults faults = new Faults();
		Rule rule = rule(body, channels, faults);
		if (rule == null || !faults.isEmpty()) {
			throw new BadRequestException(faults.list());
		}
		return rule;
	}

	private @Nullable Rule rule(JsonNode body, Set<String> channels, Faults faults) {
		if (!body.isObject()) {
			faults.add("body", "must be a JSON object: a rule");
			return null;
		}
		refuseOthers(body, KEYS, "", faults);
		String name = name(body.get("name"), faults);
		Subject of = subject(body.get("of"), faults);
		RuleFilters filters = filters(body.get("filters"), faults);
		Measure measure = constant("measure", body.get("measure"), Measure.values(), Measure::label, faults);
		AlertPeriod period = constant("period", body.get("period"), AlertPeriod.values(), AlertPeriod::label, faults);
		ZoneId zone = zone(body.get("timezone"), faults);
		BigDecimal amount = amount(body.get("amount"), measure, faults);
		List<Threshold> thresholds = thresholds(body.get("thresholds"), period, faults);
		List<String> told = channels(body.get("channels"), channels, faults);
		boolean enabled = enabled(body.get("enabled"), faults);
		return (name != null && of != null && measure != null && period != null && amount != null)
				? new Rule(name, of, filters, measure, period, zone, amount, thresholds, told, enabled) : null;
	}

	private static void refuseOthers(JsonNode object, Set<String> known, String prefix, Faults faults) {
		object.propertyNames()
			.stream()
			.filter((key) -> !known.contains(key))
			.forEach((key) -> faults.add(prefix + key,
					"is not a key here. Allowed are " + known.stream().sorted().collect(Collectors.joining(", "))));
	}

	private static @Nullable String name(@Nullable JsonNode value, Faults faults) {
		String text = text(value);
		if (text == null || text.isBlank() || text.length() > LONGEST_NAME || hasControls(text)) {
			faults.add("name", "must be a text of 1 to %d characters in one line".formatted(LONGEST_NAME));
			return null;
		}
		return text;
	}

	private static boolean hasControls(String text) {
		return text.codePoints()
			.anyMatch((one) -> Character.isISOControl(one) || Character.getType(one) == Character.SURROGATE);
	}

	private @Nullable Subject subject(@Nullable JsonNode value, Faults faults) {
		if (value == null || !value.isObject() || value.size() != 1) {
			faults.add("of", "must be one of {\"user_id\": \"…\"}, {\"each_user\": true} and {\"everyone\": true}");
			return null;
		}
		Map.Entry<String, JsonNode> only = value.properties().iterator().next();
		return switch (only.getKey()) {
			case "user_id" -> user(only.getValue(), faults);
			case "each_user" -> ifTrue("of.each_user", only.getValue(), Subject.EACH_USER, faults);
			case "everyone" -> ifTrue("of.everyone", only.getValue(), Subject.EVERYONE, faults);
			default -> {
				refuseOthers(value, Set.of("user_id", "each_user", "everyone"), "of.", faults);
				yield null;
			}
		};
	}

	private @Nullable Subject user(JsonNode value, Faults faults) {
		String user = text(value);
		if (user == null || !this.userIds.isValid(user)) {
			faults.add("of.user_id", this.userIds.expectation());
			return null;
		}
		return Subject.of(user);
	}

	private static @Nullable Subject ifTrue(String field, JsonNode value, Subject subject, Faults faults) {
		if (value.isBoolean() && value.booleanValue()) {
			return subject;
		}
		faults.add(field, "must be true");
		return null;
	}

	private static RuleFilters filters(@Nullable JsonNode value, Faults faults) {
		if (value == null) {
			return RuleFilters.NONE;
		}
		if (!value.isObject()) {
			faults.add("filters", "must be an object with lists of texts");
			return RuleFilters.NONE;
		}
		refuseOthers(value, FILTERS, "filters.", faults);
		return new RuleFilters(texts("filters.project_id", value.get("project_id"), faults),
				texts("filters.agent_id", value.get("agent_id"), faults),
				texts("filters.environment", value.get("environment"), faults));
	}

	private static List<String> texts(String field, @Nullable JsonNode value, Faults faults) {
		if (value == null) {
			return List.of();
		}
		List<String> texts = value.valueStream().map(RuleReader::text).filter(RuleReader::isFilter).toList();
		if (!value.isArray() || texts.size() != value.size() || texts.size() > MOST_VALUES) {
			faults.add(field, "must be a list of up to %d texts of 1 to %d characters, without NUL"
				.formatted(MOST_VALUES, LONGEST_TEXT));
			return List.of();
		}
		return texts.stream().distinct().toList();
	}

	private static boolean isFilter(@Nullable String text) {
		return text != null && !text.isEmpty() && text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0
				&& text.codePoints().noneMatch((one) -> Character.getType(one) == Character.SURROGATE);
	}

	private static <T> @Nullable T constant(String field, @Nullable JsonNode value, T[] constants,
			Function<T, String> label, Faults faults) {
		String text = text(value);
		for (T constant : constants) {
			if (label.apply(constant).equals(text)) {
				return constant;
			}
		}
		faults.add(field, "must be one of " + Stream.of(constants).map(label).collect(Collectors.joining(", ")));
		return null;
	}

	private static ZoneId zone(@Nullable JsonNode value, Faults faults) {
		String text = (value != null) ? text(value) : "UTC";
		if (text == null || !ZoneId.getAvailableZoneIds().contains(text)) {
			faults.add("timezone", "must be the name of an IANA time zone like Europe/Berlin");
			return ZoneOffset.UTC;
		}
		return ZoneId.of(text);
	}

	private static @Nullable BigDecimal amount(@Nullable JsonNode value, @Nullable Measure measure, Faults faults) {
		BigDecimal amount = (value != null && value.isNumber() && Double.isFinite(value.doubleValue()))
				? value.decimalValue() : null;
		if (amount == null || amount.signum() <= 0 || amount.compareTo(HIGHEST_AMOUNT) > 0
				|| amount.stripTrailingZeros().scale() > DECIMALS) {
			faults.add("amount", "must be a number above 0 and up to %s, with at most %d decimals"
				.formatted(HIGHEST_AMOUNT, DECIMALS));
			return null;
		}
		if (measure != null && !measure.isMoney() && amount.stripTrailingZeros().scale() > 0) {
			faults.add("amount", "must be a whole number, because it counts " + measure.label());
			return null;
		}
		return (amount.stripTrailingZeros().scale() < 0) ? amount.setScale(0) : amount.stripTrailingZeros();
	}

	private static List<Threshold> thresholds(@Nullable JsonNode value, @Nullable AlertPeriod period, Faults faults) {
		if (value == null || !value.isArray() || value.isEmpty() || value.size() > MOST_THRESHOLDS) {
			faults.add("thresholds",
					"must be a list of 1 to %d objects like {\"percent\": 80}".formatted(MOST_THRESHOLDS));
			return List.of();
		}
		List<Threshold> thresholds = new ArrayList<>();
		for (int i = 0; i < value.size(); i++) {
			Threshold threshold = threshold("thresholds[%d]".formatted(i), value.get(i), period, faults);
			if (threshold != null && thresholds.contains(threshold)) {
				faults.add("thresholds[%d]".formatted(i), "is there twice");
			}
			else if (threshold != null) {
				thresholds.add(threshold);
			}
		}
		thresholds.sort(Comparator.comparing(Threshold::kind).thenComparing(Threshold::percent));
		return List.copyOf(thresholds);
	}

	private static @Nullable Threshold threshold(String field, JsonNode value, @Nullable AlertPeriod period,
			Faults faults) {
		if (!value.isObject()) {
			faults.add(field, "must be an object like {\"percent\": 80}");
			return null;
		}
		refuseOthers(value, Set.of("percent", "kind"), field + ".", faults);
		Threshold.Kind kind = value.has("kind")
				? constant(field + ".kind", value.get("kind"), Threshold.Kind.values(), Threshold.Kind::label, faults)
				: Threshold.Kind.ACTUAL;
		if (kind == Threshold.Kind.FORECAST && period != null && !period.hasForecast()) {
			faults.add(field + ".kind", "can be forecast only if the period is week or month");
		}
		JsonNode percent = value.get("percent");
		int highest = (kind == Threshold.Kind.UNPRICED) ? 100 : HIGHEST_PERCENT;
		if (percent == null || !percent.isIntegralNumber() || !percent.canConvertToInt() || percent.intValue() < 1
				|| percent.intValue() > highest) {
			faults.add(field + ".percent", "must be a whole number from 1 to " + highest);
			return null;
		}
		return (kind != null) ? new Threshold(percent.intValue(), kind) : null;
	}

	private static List<String> channels(@Nullable JsonNode value, Set<String> known, Faults faults) {
		List<String> named = texts("channels", value, faults);
		named.stream()
			.filter((name) -> !known.contains(name))
			.forEach((name) -> faults.add("channels",
					known.isEmpty()
							? "names channels, of which there are none. Those who run the service can set"
									+ " ANALYTICS_ALERT_CHANNELS_FILE"
							: "names no channel with '%s'. There are %s".formatted(name,
									known.stream().sorted().collect(Collectors.joining(", ")))));
		return named;
	}

	private static boolean enabled(@Nullable JsonNode value, Faults faults) {
		if (value != null && !value.isBoolean()) {
			faults.add("enabled", "must be true or false");
		}
		return value == null || value.asBoolean(true);
	}

	private static @Nullable String text(@Nullable JsonNode value) {
		return (value != null && value.isString()) ? value.stringValue() : null;
	}

}
