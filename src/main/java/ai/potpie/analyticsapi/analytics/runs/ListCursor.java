package ai.potpie.analyticsapi.analytics.runs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended. Ids of runs and conversations are not in it: they may be
 * of any length, and a span has one place alone.
 *
 * @param sort by what the list is ordered
 * @param value the whole number by which it is, of the last row; null if it has none
 * @param place the place of the last row's latest span
 */
public record ListCursor(ListSort sort, @Nullable Long value, String place) {

	private static final Pattern TEXT = Pattern.compile(
			"(?<sort>newest|cost|duration) (?<value>-|-?[0-9]{1,19}) (?<place>[0-9]{16} [0-9a-zA-Z]{1,64} [0-9a-zA-Z]{1,64})");

	private static final String NO_VALUE = "-";

	/**
	 * Reads what {@link #encode()} wrote. Public, since Spring converts text by it.
	 * @throws RuntimeException if it is anything else
	 */
	public static ListCursor valueOf(String encoded) {
		String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII);
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Not a cursor");
		}
		String value = matcher.group("value");
		return new ListCursor(ListSort.valueOf(matcher.group("sort").toUpperCase(Locale.ROOT)),
				value.equals(NO_VALUE) ? null : Long.valueOf(value), matcher.group("place"));
	}

	String encode() {
		String text = "%s %s %s".formatted(this.sort.name().toLowerCase(Locale.ROOT),
				(this.value != null) ? this.value : NO_VALUE, this.place);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

	/** The condition that a row comes after it. */
	Sql isBefore() {
		Sql condition = Sql.of((this.value != null)
				? "(:column IS NULL OR :column < :value OR (:column = :value AND last_place < :place))"
				: "(:column IS NULL AND last_place < :place)");
		return ((this.value != null) ? condition.with("value", this.value) : condition)
			.with("column", Sql.of(this.sort.column()))
			.with("place", this.place);
	}

}
