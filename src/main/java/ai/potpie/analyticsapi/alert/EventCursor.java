package ai.potpie.analyticsapi.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.alert.delivery.EventStore.Place;

/**
 * The place at which a page of events ended.
 */
record EventCursor(Place place) {

	private static final Pattern TEXT = Pattern.compile("(?<moment>[0-9TZ:.-]{1,40}) (?<id>msg_[0-9a-f]{32})");

	/**
	 * Decodes a cursor. It is public because Spring finds it by its name.
	 * @throws RuntimeException if {@link #encode()} did not write the text
	 */
	public static EventCursor valueOf(String encoded) {
		String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.US_ASCII);
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("Not a cursor");
		}
		return new EventCursor(new Place(Instant.parse(matcher.group("moment")), matcher.group("id")));
	}

	String encode() {
		String text = this.place.moment() + " " + this.place.id();
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
	}

}
