package ai.potpie.analyticsapi.alert.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is sent to a receiver.
 *
 * @param url the address
 * @param headers the headers beside those of every request
 * @param body the body, JSON
 */
record Message(URI url, Map<String, String> headers, String body) {

	byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

	/** Without secrets. */
	@Override
	public String toString() {
		return "message of %d characters".formatted(this.body.length());
	}

}
