package ai.potpie.analyticsapi.locallogfire.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

import ai.potpie.analyticsapi.locallogfire.http.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The only token that may read. Like Logfire, it is accepted with or without
 * {@code Bearer}.
 */
public final class LocalReadToken {

	private final byte[] value;

	public LocalReadToken(String value) {
		this.value = value.getBytes(StandardCharsets.UTF_8);
	}

	void check(HttpServletRequest request) {
		byte[] presented = presented(request.getHeader("Authorization")).getBytes(StandardCharsets.UTF_8);
		if (!MessageDigest.isEqual(presented, this.value)) {
			throw new Refusal(HttpServletResponse.SC_UNAUTHORIZED, "Invalid token");
		}
	}

	private static String presented(@Nullable String header) {
		if (header == null) {
			return "";
		}
		return header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7).strip() : header;
	}

}
