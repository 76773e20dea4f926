package ai.potpie.analyticsapi.analytics.raw;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of spans ended: at the {@code copies}-th of the rows that have this time,
 * trace and span. A span that was delivered twice is two such rows, so the three alone
 * could not tell what was already seen.
 *
 * @param startTimestamp when the last span of the page started
 * @param traceId its trace
 * @param spanId its id
 * @param copies how many rows of that span were on pages until then
 */
record Cursor(Instant startTimestamp, String traceId, String spanId, int copies) {

	private static final Pattern TEXT = Pattern.compile(
			"(?<start>[0-9TZ:.-]{20,30}) (?<trace>[0-9a-zA-Z]{1,64}) (?<span>[0-9a-zA-Z]{1,64}) (?<copies>[0-9]{1,4})");

	// Logfire answers with 10,000 rows at most; a page and what it skips have to fit.
	private static final int MAX_COPIES = 5000;

	/**
	 * Reads what {@link #encode()} wrote. Public, since Spring converts text by it.
	 * @throws RuntimeException if it is anything else
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
