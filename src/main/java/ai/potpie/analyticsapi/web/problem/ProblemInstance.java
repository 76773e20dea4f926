package ai.potpie.analyticsapi.web.problem;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * The path of a request as a URI reference that is safe to print, even if Tomcat refused
 * it as malformed.
 */
final class ProblemInstance {

	/** Longer than any path of the API with each of an id's 128 characters encoded. */
	private static final int MAX_LENGTH = 2_000;

	/**
	 * Characters that a path may not hold (RFC 3986), and percent signs that encode
	 * nothing.
	 */
	private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9/._~!$&'()*+,=:@%-]|%(?![0-9A-Fa-f]{2})");

	private ProblemInstance() {
	}

	static String of(HttpServletRequest request) {
		return of(request.getRequestURI());
	}

	static String of(@Nullable String path) {
		if (path == null || !path.startsWith("/")) {
			return "/";
		}
		return UNSAFE.matcher(path.substring(0, Math.min(path.length(), MAX_LENGTH)))
			.replaceAll((unsafe) -> UriUtils.encode(unsafe.group(), StandardCharsets.UTF_8));
	}

}
