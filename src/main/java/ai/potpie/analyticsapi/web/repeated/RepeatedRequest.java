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
 * The key of a request: all that decides whether and how it is answered, except what
 * {@link RepeatedRequestFilter} does each time. Of headers it holds those that
 * {@code Vary} names, but for {@code Accept-Encoding}, which is read when the answer is
 * written.
 *
 * @param caller who asks
 * @param quarter the quarter of an hour: days begin with one in all time zones, and
 * parameters are checked by days
 * @param secure whether it came by HTTPS
 * @param url its scheme, host, port and path as they were sent: a page's origin is
 * compared with the first three
 * @param query its query as it was sent
 * @param accept the values of {@code Accept}
 * @param origin the values of {@code Origin}
 */
record RepeatedRequest(Caller caller, long quarter, boolean secure, String url, @Nullable String query,
		List<String> accept, List<String> origin) {

	/** Of everything but its texts. */
	private static final int WEIGHT = 1_000;

	private static final int STRING_WEIGHT = 60;

	private static final long QUARTER = Duration.ofMinutes(15).toMillis();

	static RepeatedRequest of(HttpServletRequest request, Caller caller, Clock clock) {
		return new RepeatedRequest(caller, clock.millis() / QUARTER, request.isSecure(),
				request.getRequestURL().toString(), request.getQueryString(), all(HttpHeaders.ACCEPT, request),
				all(HttpHeaders.ORIGIN, request));
	}

	private static List<String> all(String header, HttpServletRequest request) {
		return Collections.list(request.getHeaders(header));
	}

	/**
	 * How much memory it takes together with the parameters that were made of it,
	 * roughly, in bytes. The texts of a request are ASCII, or take more bytes as they
	 * were sent than as text.
	 */
	int weight() {
		int text = this.url.length() + ((this.query != null) ? this.query.length() : 0) + length(this.accept)
				+ length(this.origin);
		return WEIGHT + 2 * text;
	}

	private static int length(List<String> texts) {
		return texts.stream().mapToInt((text) -> STRING_WEIGHT + text.length()).sum();
	}

}
