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
 * The key of a request: everything that decides whether and how it is answered, except
 * the steps that {@link RepeatedRequestFilter} repeats each time. It holds the headers
 * that {@code Vary} names, without {@code Accept-Encoding}, which matters only when the
 * answer is written.
 *
 * @param caller the caller
 * @param quarter the quarter of an hour: days begin with one in all time zones, and
 * parameters are checked by days
 * @param secure whether the request came over HTTPS
 * @param url scheme, host, port and path as they were sent; the first three are compared
 * with a page's origin
 * @param query the query as it was sent
 * @param accept the values of {@code Accept}
 * @param origin the values of {@code Origin}
 */
record RepeatedRequest(Caller caller, long quarter, boolean secure, String url, @Nullable String query,
		List<String> accept, List<String> origin) {

	/** The memory of a key without its texts, in bytes. */
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
	 * The approximate memory of the key and of the parameters made from it, in bytes. A
	 * text of the request takes no more bytes in memory than it had when it was sent.
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
