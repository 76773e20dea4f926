package ai.potpie.analyticsapi.security;

import java.security.MessageDigest;

/**
 * One configured token: its SHA-256 and its caller.
 */
record ApiToken(byte[] digest, Caller caller) {

	boolean matches(byte[] other) {
		return MessageDigest.isEqual(this.digest, other);
	}

}
