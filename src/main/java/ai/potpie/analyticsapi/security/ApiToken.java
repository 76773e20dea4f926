package ai.potpie.analyticsapi.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One configured token: its SHA-256 and the caller whom it makes.
 */
record ApiToken(byte[] digest, Caller caller) {

	boolean matches(byte[] presented) {
		return MessageDigest.isEqual(this.digest, presented);
	}

	static byte[] digestOf(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/** 48 bits tell tokens apart and do not help to guess one. */
	static String shortHash(byte[] digest) {
		return HexFormat.of().formatHex(digest, 0, 6);
	}

}
