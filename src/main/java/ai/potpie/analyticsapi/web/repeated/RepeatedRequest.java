package ai.potpie.analyticsapi.web.repeated;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import ai.potpie.analyticsapi.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * All that decides whether and how a request is answered, but for what changes between
 * two that are equal: whether the token is still good, how much the caller has left, and
 * what the answer is. What it holds of headers are those that {@code Vary} names;
 * {@code Accept-Encoding} is looked at when the answer is sent.
 *
 * @param caller who asks
 * @param quarter which quarter of an hour it is: in all time zones days begin with one,
 * and days are what parameters are checked by
 * @param secure whether it came by HTTPS
 * @param path where to, as it was sent
 * @param query what is asked, as it was sent
 * @param accept in what formats
 * @param origin from which page of a browser
 */
record RepeatedRequest(Caller caller, long quarter, boolean secure, String path, @Nullable String query,
		List<String> accept, List<String> origin) {

	/** Of all but its texts. */
	private static final int WEIGHT = 1_000;

	private static final int STRING_WEIGHT = 60;

	private static final long QUARTER = Duration.ofMinutes(15).toMillis();

	static RepeatedRequest of(HttpServletRequest request, Caller caller, Clock clock) {
		return new RepeatedRequest(caller, clock.millis() / QUARTER, request.isSecure(), request.getRequestURI(),
				request.getQueryString(), all(HttpHeaders.ACCEPT, request), all(HttpHeaders.ORIGIN, request));
	}

	private static List<String> all(String header, HttpServletRequest request) {
		return Collections.list(request.getHeaders(header));
	}

	/**
	 * What it weighs, roughly, in bytes, and the parameters that were made of it. The
	 * texts of a request are ASCII, or take more bytes as they were sent than as text.
	 */
	int weight() {
		int text = this.path.length() + ((this.query != null) ? this.query.length() : 0) + length(this.accept)
				+ length(this.origin);
		return WEIGHT + 2 * text;
	}

	private static int length(List<String> texts) {
		return texts.stream().mapToInt((text) -> STRING_WEIGHT + text.length()).sum();
	}

}
