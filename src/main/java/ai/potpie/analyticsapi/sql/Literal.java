package ai.potpie.analyticsapi.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes values as SQL literals that mean the same in DataFusion and in DuckDB.
 * <p>
 * No character of a text can end its literal, however the engine treats quotes and
 * backslashes: characters of a short safe list are quoted, all others are written as
 * {@code chr(code point)}. The pieces are joined by one flat {@code concat}: a chain of
 * {@code ||} is as deep as it is long, and engines limit depth.
 */
final class Literal {

	private Literal() {
	}

	static String of(Object value) {
		if (value instanceof String text) {
			return text(text);
		}
		if (value instanceof Integer || value instanceof Long) {
			return value.toString();
		}
		if (value instanceof Instant instant) {
			return "TIMESTAMPTZ '" + instant + "'";
		}
		if (value instanceof LocalDate date) {
			return "DATE '" + date + "'";
		}
		if (value instanceof Collection<?> values) {
			return list(values);
		}
		throw new IllegalArgumentException("No SQL literal for a " + value.getClass().getSimpleName());
	}

	private static String list(Collection<?> values) {
		if (values.isEmpty()) {
			throw new IllegalArgumentException("An SQL list needs a value");
		}
		return values.stream().map(Literal::of).collect(Collectors.joining(", ", "(", ")"));
	}

	static String text(String text) {
		List<String> parts = new ArrayList<>();
		StringBuilder quoted = new StringBuilder();
		text.codePoints().forEach((codePoint) -> {
			if (isSafe(codePoint)) {
				quoted.append((char) codePoint);
			}
			else {
				endQuote(quoted, parts);
				parts.add("chr(" + storable(codePoint) + ")");
			}
		});
		if (parts.isEmpty() || !quoted.isEmpty()) {
			parts.add("'" + quoted + "'");
		}
		return (parts.size() == 1) ? parts.get(0) : "concat(" + String.join(", ", parts) + ")";
	}

	private static void endQuote(StringBuilder quoted, List<String> parts) {
		if (!quoted.isEmpty()) {
			parts.add("'" + quoted + "'");
			quoted.setLength(0);
		}
	}

	private static int storable(int codePoint) {
		boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
		if (codePoint == 0 || surrogate) {
			throw new IllegalArgumentException("NUL and lone surrogates cannot be in an SQL literal");
		}
		return codePoint;
	}

	private static boolean isSafe(int c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || " _.:@-".indexOf(c) >= 0;
	}

}
