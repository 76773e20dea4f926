package ai.potpie.analyticsapi.analytics;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Links a page to the next one, which has the same address but for its cursor.
 */
public final class NextPage {

	private NextPage() {
	}

	/** The value of a header {@code Link}, relative to the current request. */
	public static String link(String cursor) {
		return "<%s>; rel=\"next\"".formatted(address(cursor));
	}

	// Without scheme and host: those are the client's word.
	private static String address(String cursor) {
		return ServletUriComponentsBuilder.fromCurrentRequest()
			.scheme(null)
			.host(null)
			.port(null)
			.replaceQueryParam("cursor", cursor)
			.build(true)
			.toUriString();
	}

}
