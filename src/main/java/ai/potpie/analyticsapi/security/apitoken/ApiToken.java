package ai.potpie.analyticsapi.security.apitoken;

import java.security.MessageDigest;

import ai.potpie.analyticsapi.security.Caller;

/**
 * One configured token: its SHA-256 and its caller.
 */
record ApiToken(byte[] digest, Caller caller) {

	boolean matches(byte[] other) {
		return MessageDigest.isEqual(this.digest, other);
	}

}
