package ai.potpie.analyticsapi.sql;

import java.util.ArrayList;
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

	/** The memory of a statement with the map of its parameters, in bytes. */
	private static final int STATEMENT = 250;

	private static final int PARAMETER = 20;

	private static final int VALUE = 40;

	/** The highest character that takes one byte. */
	private static final char LATIN = 0xff;

	private final Template template;

	private final Map<String, Object> parameters;

	/**
	 * The cached hash code, 0 until it is computed: statements are keys of stored
	 * answers.
	 */
	private int hash;

	/** The cached weight, 0 until it is computed. */
	private int weight;

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

	/**
	 * The same statement in one piece. Statements that differ only in their values share
	 * the text.
	 */
	public Sql inOnePiece() {
		Pieces pieces = new Pieces();
		write(pieces);
		Template whole = Template.shared(pieces.literals());
		return (whole != null) ? new Sql(whole, whole.named(pieces.values)) : this;
	}

	private void write(Pieces pieces) {
		this.template.write(pieces.text, (name) -> {
			if (value(name) instanceof Sql piece) {
				piece.write(pieces);
			}
			else {
				pieces.add(value(name));
			}
		});
	}

	/**
	 * The approximate memory of the statement in bytes, without its template, which is
	 * shared.
	 */
	public int weight() {
		if (this.weight == 0) {
			int parts = this.parameters.values().stream().mapToInt((value) -> PARAMETER + weight(value)).sum();
			this.weight = STATEMENT + parts;
		}
		return this.weight;
	}

	private static int weight(Object value) {
		if (value instanceof Sql piece) {
			return piece.weight();
		}
		if (value instanceof Collection<?> values) {
			return VALUE + values.stream().mapToInt((each) -> Integer.BYTES + weight(each)).sum();
		}
		return VALUE + textWeight(value);
	}

	/** The part of the weight that is text, in bytes. */
	public int textWeight() {
		return this.parameters.values().stream().mapToInt(Sql::textWeight).sum();
	}

	private static int textWeight(Object value) {
		if (value instanceof Sql piece) {
			return piece.textWeight();
		}
		if (value instanceof Collection<?> values) {
			return values.stream().mapToInt(Sql::textWeight).sum();
		}
		return (value instanceof String text) ? bytesOfCharacter(text) * text.length() : 0;
	}

	private static int bytesOfCharacter(String text) {
		return text.chars().allMatch((character) -> character <= LATIN) ? 1 : Character.BYTES;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Sql sql && this.template.text().equals(sql.template.text())
				&& this.parameters.equals(sql.parameters));
	}

	@Override
	public int hashCode() {
		if (this.hash == 0) {
			this.hash = Objects.hash(this.template.text(), this.parameters);
		}
		return this.hash;
	}

	@Override
	public String toString() {
		return this.template.text() + " " + this.parameters;
	}

	/** A statement split into its values and the texts around them. */
	private static final class Pieces {

		private final StringBuilder text = new StringBuilder();

		private final List<String> literals = new ArrayList<>();

		private final List<Object> values = new ArrayList<>();

		void add(Object value) {
			endLiteral();
			this.values.add(value);
		}

		List<String> literals() {
			endLiteral();
			return List.copyOf(this.literals);
		}

		private void endLiteral() {
			this.literals.add(this.text.toString());
			this.text.setLength(0);
		}

	}

}
