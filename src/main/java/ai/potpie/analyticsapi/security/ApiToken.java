package ai.potpie.analyticsapi.security;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * One configured token: its SHA-256 and the caller whom it makes.
 */
record ApiToken(byte[] digest, Caller caller) {

	boolean matches(byte[] presented) {
		return MessageDigest.isEqual(this.digest, presented);
	}

	/** 48 bits tell tokens apart and do not help to guess one. */
	static String shortHash(byte[] digest) {
		return HexFormat.of().formatHex(digest, 0, 6);
	}

}
