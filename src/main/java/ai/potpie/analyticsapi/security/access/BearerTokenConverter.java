package ai.potpie.analyticsapi.security.access;

import java.util.Collections;
import java.util.List;

import ai.potpie.analyticsapi.security.BearerToken;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.util.StringUtils;

/**
 * Reads the token from the {@code Authorization} header and from nowhere else: query
 * strings end up in logs and browser histories.
 */
class BearerTokenConverter {

	private static final String SCHEME = "Bearer ";

	/** Returns null for a request without the header. */
	@Nullable BearerToken convert(HttpServletRequest request) {
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.isEmpty()) {
			return null;
		}
		if (headers.size() > 1) {
			throw new RepeatedAuthorizationException();
		}
		String token = token(headers.get(0));
		if (!BearerToken.isOne(token)) {
			throw new BadCredentialsException("Not a bearer token");
		}
		return new BearerToken(token);
	}

	private static String token(String header) {
		boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
		return bearer ? StringUtils.trimLeadingCharacter(header.substring(SCHEME.length()), ' ') : "";
	}

}
