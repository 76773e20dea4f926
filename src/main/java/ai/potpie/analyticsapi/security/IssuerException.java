package ai.potpie.analyticsapi.security;

import java.net.URI;

/**
 * An issuer did not answer as it should.
 */
class IssuerException extends Exception {

	private static final long serialVersionUID = 1L;

	IssuerException(URI uri, Exception cause) {
		super("%s did not answer as it should: %s".formatted(withoutQuery(uri), cause.getMessage()), cause);
	}

	/** In which there may be a key. */
	private static String withoutQuery(URI uri) {
		return uri.toString().split("[?#]", 2)[0];
	}

}
