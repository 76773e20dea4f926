package ai.potpie.analyticsapi.security;

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

/**
 * Takes the token from the {@code Authorization} header and from nowhere else: query
 * strings end up in logs and histories.
 */
class BearerTokenConverter implements AuthenticationConverter {

	private static final String SCHEME = "Bearer ";

	@Override
	public @Nullable BearerToken convert(HttpServletRequest request) {
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.isEmpty()) {
			return null;
		}
		if (headers.size() > 1) {
			throw new RepeatedAuthorizationException();
		}
		String token = token(headers.get(0));
		if (!isToken(token)) {
			throw new BadCredentialsException("Not a bearer token");
		}
		return new BearerToken(token);
	}

	private static String token(String header) {
		boolean bearer = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
		return bearer ? StringUtils.trimLeadingCharacter(header.substring(SCHEME.length()), ' ') : "";
	}

	/**
	 * Whether it is a {@code b64token} of RFC 6750, section 2.1. A pattern would take
	 * longer for a JWT than all else that is done to know its caller.
	 */
	static boolean isToken(String text) {
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

}
