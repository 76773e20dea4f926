package ai.potpie.analyticsapi.analytics.runs;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * The position at which a page of a list ended. It identifies the last row by a span, and
 * not by the id of a run or conversation, which may be of any length.
 *
 * @param sort the order of the list
 * @param value the last row's number by which the list is ordered; null if it has none
 * @param place the place of the last row's latest span, as {@link ListPage} defines it
 */
record ListCursor(ListSort sort, @Nullable Long value, String place) {

	private static final Pattern TEXT = Pattern.compile(
			"(?<sort>newest|cost|duration) (?<value>-|-?[0-9]{1,19}) (?<place>[0-9]{16} [0-9a-zA-Z]{1,64} [0-9a-zA-Z]{1,64})");

	private static final String NO_VALUE = "-";

	/**
	 * Decodes a cursor. It is public because Spring finds it by its name.
	 * @throws RuntimeException if {@link #encode()} did not write the text
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

	/** The SQL condition that a row comes after this position. */
	Sql isBefore() {
		Sql condition = Sql.of((this.value != null)
				? "(:column IS NULL OR :column < :value OR (:column = :value AND last_place < :place))"
				: "(:column IS NULL AND last_place < :place)");
		return ((this.value != null) ? condition.with("value", this.value) : condition)
			.with("column", Sql.of(this.sort.column()))
			.with("place", this.place);
	}

}
