package ai.potpie.analyticsapi.analytics;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Links a page to the next one, which has the same address but for its cursor.
 */
public final class NextPage {

	/** What a cursor is made of, as a regular expression. */
	static final String CURSOR = "^[A-Za-z0-9_-]+$";

	private NextPage() {
	}

	/** The value of a header {@code Link}, relative to a request. */
	public static String link(HttpServletRequest request, String cursor) {
		return link(ServletUriComponentsBuilder.fromRequest(request), cursor);
	}

	/** The value of a header {@code Link}, relative to the current request. */
	static String link(String cursor) {
		return link(ServletUriComponentsBuilder.fromCurrentRequest(), cursor);
	}

	private static String link(UriComponentsBuilder page, String cursor) {
		return "<%s>; rel=\"next\"".formatted(address(page, cursor));
	}

	// Without scheme and host: those are the client's word.
	private static String address(UriComponentsBuilder page, String cursor) {
		return page.scheme(null).host(null).port(null).replaceQueryParam("cursor", cursor).build(true).toUriString();
	}

}
