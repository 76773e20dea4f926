package ai.potpie.analyticsapi.security;

import java.net.URI;

/**
 * An issuer did not answer as it should.
 */
class IssuerException extends Exception {

	private static final long serialVersionUID = 1L;

	IssuerException(URI uri, Exception cause) {
		super("%s did not answer as it should: %s".formatted(uri, cause.getMessage()), cause);
	}

}
