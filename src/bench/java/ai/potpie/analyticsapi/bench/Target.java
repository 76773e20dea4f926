package ai.potpie.analyticsapi.bench;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The requests to send.
 *
 * @param url the address, in which each request replaces {@link #DISTINCT} by another
 * text and {@link #SOMEBODY} by the next of some people
 * @param headers the headers of the request
 * @param body the body of a POST; null for a GET
 */
record Target(String url, Map<String, String> headers, @Nullable String body) {

	static final String DISTINCT = "DISTINCT";

	static final String SOMEBODY = "SOMEBODY";

	/** More than clients, so that no two ask the same at once. */
	static final int PEOPLE = 200;

	static Target get(int port, String path) {
		return new Target("http://127.0.0.1:" + port + path, Map.of(), null);
	}

	Target bearer(String token) {
		return with("Authorization", "Bearer " + token);
	}

	Target with(String header, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(header, value);
		return new Target(this.url, more, this.body);
	}

	Target post(String json) {
		return new Target(this.url, this.headers, json).with("Content-Type", "application/json");
	}

	boolean isDistinct() {
		return this.url.contains(DISTINCT) || this.url.contains(SOMEBODY);
	}

}
