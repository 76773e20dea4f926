package ai.potpie.analyticsapi.security;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Takes the token from the {@code Authorization} header and from nowhere else: query
 * strings end up in logs and histories.
 */
class BearerTokenConverter implements AuthenticationConverter {

	/** The {@code b64token} of RFC 6750, section 2.1. */
	static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

	private static final Pattern HEADER = Pattern.compile("Bearer +(" + TOKEN + ")", Pattern.CASE_INSENSITIVE);

	@Override
	public @Nullable BearerToken convert(HttpServletRequest request) {
		List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
		if (headers.isEmpty()) {
			return null;
		}
		if (headers.size() > 1) {
			throw new RepeatedAuthorizationException();
		}
		Matcher header = HEADER.matcher(headers.get(0));
		if (!header.matches()) {
			throw new BadCredentialsException("Not a bearer token");
		}
		return new BearerToken(header.group(1));
	}

}
