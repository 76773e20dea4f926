package ai.potpie.analyticsapi.sql;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A statement or a piece of one: literal text with {@code :named} parameters, and their
 * values. Values become text only in {@link #text()}, by {@link Literal}; a value that is
 * itself {@code Sql} is inserted as a piece. Two statements are equal if their texts and
 * values are equal.
 */
public final class Sql {

	private final Template template;

	private final Map<String, Object> parameters;

	/**
	 * Creates a statement.
	 * @param template the text with its {@code :named} parameters
	 * @param parameters the values by name
	 */
	public Sql(String template, Map<String, Object> parameters) {
		this(Template.of(template), new LinkedHashMap<>(parameters));
	}

	private Sql(Template template, Map<String, Object> parameters) {
		this.template = template;
		this.parameters = Collections.unmodifiableMap(parameters);
	}

	public static Sql of(String template) {
		return new Sql(template, Map.of());
	}

	/** Joins conditions with AND. There has to be at least one. */
	public static Sql and(List<Sql> conditions) {
		return join(conditions, " AND ");
	}

	/** Joins conditions with OR. There has to be at least one. */
	public static Sql or(List<Sql> conditions) {
		return join(conditions, " OR ");
	}

	/** Joins pieces with commas. There has to be at least one. */
	public static Sql list(List<Sql> pieces) {
		return join(pieces, ":", ", :", "");
	}

	private static Sql join(List<Sql> conditions, String operator) {
		return join(conditions, "(:", operator + ":", ")");
	}

	private static Sql join(List<Sql> pieces, String begin, String separator, String end) {
		Map<String, Object> named = new LinkedHashMap<>();
		pieces.forEach((piece) -> named.put("piece_" + named.size(), piece));
		return new Sql(begin + String.join(separator, named.keySet()) + end, named);
	}

	/**
	 * The same statement with one more value.
	 * @param name a parameter of the template
	 * @param value a {@code String}, whole number, {@code Instant}, {@code LocalDate}, a
	 * non-empty {@code Collection} of those, or {@code Sql}
	 */
	public Sql with(String name, Object value) {
		Map<String, Object> more = new LinkedHashMap<>(this.parameters);
		more.put(name, value);
		return new Sql(this.template, more);
	}

	/** The values by name. */
	public Map<String, Object> parameters() {
		return this.parameters;
	}

	/**
	 * The text that the database runs.
	 * @throws IllegalArgumentException if a parameter has no value, or if a value has an
	 * unknown type or cannot be a literal
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		write(text);
		return text.toString();
	}

	private void write(StringBuilder text) {
		this.template.write(text, (name) -> write(text, name));
	}

	private void write(StringBuilder text, String name) {
		Object value = value(name);
		if (value instanceof Sql piece) {
			piece.write(text);
		}
		else {
			text.append(Literal.of(value));
		}
	}

	private Object value(String name) {
		Object value = this.parameters.get(name);
		if (value == null) {
			throw new IllegalArgumentException("No value for the SQL parameter '%s'".formatted(name));
		}
		return value;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Sql sql && this.template.text().equals(sql.template.text())
				&& this.parameters.equals(sql.parameters));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.template.text(), this.parameters);
	}

	@Override
	public String toString() {
		return this.template.text() + " " + this.parameters;
	}

}
