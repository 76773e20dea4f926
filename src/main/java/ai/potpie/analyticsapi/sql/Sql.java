package ai.potpie.analyticsapi.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement, or a piece of one: literal text with {@code :named} parameters, and their
 * values. Values become text only in {@link #text()}, by {@link Literal}; a value that is
 * itself {@code Sql} is a piece put in place. Two statements are equal when their text
 * and their values are.
 *
 * @param template the text with its {@code :named} parameters
 * @param parameters the values by name
 */
public record Sql(String template, Map<String, Object> parameters) {

	private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\[]):([a-z0-9_]+)");

	public Sql {
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
	}

	public static Sql of(String template) {
		return new Sql(template, Map.of());
	}

	/** All of the conditions, of which there has to be one at least. */
	public static Sql and(List<Sql> conditions) {
		return join(conditions, " AND ");
	}

	/** One of the conditions, of which there has to be one at least. */
	public static Sql or(List<Sql> conditions) {
		return join(conditions, " OR ");
	}

	private static Sql join(List<Sql> conditions, String operator) {
		Map<String, Object> pieces = new LinkedHashMap<>();
		conditions.forEach((condition) -> pieces.put("condition_" + pieces.size(), condition));
		return new Sql("(:" + String.join(operator + ":", pieces.keySet()) + ")", pieces);
	}

	/**
	 * The same statement with one more value.
	 * @param name a parameter of the template
	 * @param value a {@code String}, whole number, {@code Instant}, {@code LocalDate},
	 * {@code ZoneId}, a non-empty {@code Collection} of those, or {@code Sql}
	 */
	public Sql with(String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.parameters);
		more.put(name, value);
		return new Sql(this.template, more);
	}

	/**
	 * The text that the database runs.
	 * @throws IllegalArgumentException if a parameter has no value, or a value is of no
	 * known kind or can't be a literal
	 */
	public String text() {
		Matcher matcher = PARAMETER.matcher(this.template);
		return matcher.replaceAll((match) -> Matcher.quoteReplacement(value(match.group(1))));
	}

	private String value(String name) {
		Object value = this.parameters.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No value for the SQL parameter '%s'".formatted(name));
		}
		return (value instanceof Sql piece) ? piece.text() : Literal.of(value);
	}

}
