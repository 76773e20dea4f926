package ai.potpie.analyticsapi.security;

import java.util.HexFormat;

import ai.potpie.analyticsapi.digest.Sha256;

/**
 * A token as it was presented, and its SHA-256, which stands for it wherever it is
 * remembered, compared or logged.
 */
public final class BearerToken {

	private final String value;

	private final byte[] digest;

	public BearerToken(String value) {
		this.value = value;
		this.digest = Sha256.of(value);
	}

	/**
	 * Whether the text is a {@code b64token} of RFC 6750, section 2.1. A regular
	 * expression would take longer for a JWT than the rest of its authentication.
	 */
	public static boolean isOne(String text) {
		int end = text.length();
		while (end > 0 && text.charAt(end - 1) == '=') {
			end--;
		}
		for (int i = 0; i < end; i++) {
			if (!isTokenCharacter(text.charAt(i))) {
				return false;
			}
		}
		return end > 0;
	}

	private static boolean isTokenCharacter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~+/".indexOf(c) >= 0;
	}

	/** 48 bits of a digest tell tokens apart and do not help to guess one. */
	public static String shortHash(byte[] digest) {
		return HexFormat.of().formatHex(digest, 0, 6);
	}

	public String value() {
		return this.value;
	}

	public byte[] digest() {
		return this.digest;
	}

	public String shortHash() {
		return shortHash(this.digest);
	}

	/** Without the token. */
	@Override
	public String toString() {
		return "token " + shortHash();
	}

}
