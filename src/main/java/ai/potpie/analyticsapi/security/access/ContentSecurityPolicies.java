package ai.potpie.analyticsapi.security.access;

import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Sets the content security policy: answers are data and load nothing, and each page has
 * its own. The API's documentation is one with inline scripts and styles.
 */
class ContentSecurityPolicies implements HeaderWriter {

	private static final String HEADER = "Content-Security-Policy";

	private static final String DATA = "default-src 'none'; frame-ancestors 'none'";

	private static final PagePolicy DOCS = new PagePolicy("/swagger-ui/**",
			"default-src 'self';" + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'");

	private final List<MatchedPolicy> policies;

	ContentSecurityPolicies(List<PagePolicy> pages) {
		this.policies = Stream.concat(Stream.of(DOCS), pages.stream()).map(MatchedPolicy::of).toList();
	}

	@Override
	public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
		if (!response.containsHeader(HEADER)) {
			response.setHeader(HEADER, policy(request));
		}
	}

	private String policy(HttpServletRequest request) {
		return this.policies.stream()
			.filter((page) -> page.matcher().matches(request))
			.map(MatchedPolicy::policy)
			.findFirst()
			.orElse(DATA);
	}

	private record MatchedPolicy(RequestMatcher matcher, String policy) {

		static MatchedPolicy of(PagePolicy page) {
			return new MatchedPolicy(PathPatternRequestMatcher.pathPattern(page.path()), page.policy());
		}

	}

}
