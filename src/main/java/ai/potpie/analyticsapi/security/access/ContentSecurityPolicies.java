package ai.potpie.analyticsapi.security.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Sets the content security policy: answers are data and load nothing, and the API's
 * documentation is a page with its own scripts and styles, some of them inline.
 */
class ContentSecurityPolicies implements HeaderWriter {

	private static final String HEADER = "Content-Security-Policy";

	private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

	private static final String DOCS = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
			+ " frame-ancestors 'none'";

	private final RequestMatcher docs = PathPatternRequestMatcher.pathPattern("/swagger-ui/**");

	@Override
	public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
		if (!response.containsHeader(HEADER)) {
			response.setHeader(HEADER, this.docs.matches(request) ? DOCS : DATA);
		}
	}

}
