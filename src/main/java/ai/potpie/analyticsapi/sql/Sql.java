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
 * A statement, or a piece of one: literal text with {@code :named} parameters, and their
 * values. Values become text only in {@link #text()}, by {@link Literal}; a value that is
 * itself {@code Sql} is a piece put in place. Two statements are equal when their text
 * and their values are.
 */
public final class Sql {

	/** With the map of its parameters. */
	private static final int STATEMENT = 250;

	private static final int PARAMETER = 20;

	private static final int VALUE = 40;

	/** Up to here a character takes one byte. */
	private static final char LATIN = 0xff;

	private final Template template;

	private final Map<String, Object> parameters;

	/** 0 until it is asked for: a statement is what stored answers are found by. */
	private int hash;

	/** 0 until it is asked for. */
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

	/** All of the conditions, of which there has to be one at least. */
	public static Sql and(List<Sql> conditions) {
		return join(conditions, " AND ");
	}

	/** One of the conditions, of which there has to be one at least. */
	public static Sql or(List<Sql> conditions) {
		return join(conditions, " OR ");
	}

	/** The pieces with commas between them, of which there has to be one at least. */
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
	 * @throws IllegalArgumentException if a parameter has no value, or a value is of no
	 * known kind or can't be a literal
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
	 * The same statement in one piece. Of it only the values are its own: statements that
	 * differ in these alone share the text.
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
	 * How much memory it takes, roughly, in bytes. Templates are shared, values are not.
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

	/** What of that are texts. */
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

	/** A statement taken apart: values, and the texts around them. */
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
