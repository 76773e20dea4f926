package ai.potpie.analyticsapi.analytics.raw;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position at which a page of spans ended: the {@code copies}-th row with this time,
 * trace and span. A span that was delivered twice has two such rows, so the count tells
 * which of them earlier pages had.
 *
 * @param startTimestamp when the last span of the page started
 * @param traceId the trace of that span
 * @param spanId the id of that span
 * @param copies the number of rows of that span on the pages so far
 */
record Cursor(Instant startTimestamp, String traceId, String spanId, int copies) {

	private static final Pattern TEXT = Pattern.compile(
			"(?<start>[0-9TZ:.-]{20,30}) (?<trace>[0-9a-zA-Z]{1,64}) (?<span>[0-9a-zA-Z]{1,64}) (?<copies>[0-9]{1,4})");

	// Logfire answers with at most 10,000 rows; a page and the rows that it skips have to
	// fit.
	private static final int MAX_COPIES = 5000;

	/**
	 * Decodes a cursor. It is public because Spring finds it by its name.
	 * @throws RuntimeException if {@link #encode()} did not write the text
	 */
	public static Cursor valueOf(String encoded) {
		String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII);
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches() || Integer.parseInt(matcher.group("copies")) > MAX_COPIES) {
			throw new IllegalArgumentException("Not a cursor");
		}
		return new Cursor(Instant.parse(matcher.group("start")), matcher.group("trace"), matcher.group("span"),
				Integer.parseInt(matcher.group("copies")));
	}

	String encode() {
		String text = "%s %s %s %d".formatted(this.startTimestamp, this.traceId, this.spanId, this.copies);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
