package ai.potpie.analyticsapi.security.access;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Allows scripts of the listed origins to call the API. The token is in a header, so CORS
 * needs no credentials.
 */
final class BrowserAccess {

	private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

	private static final List<String> REQUEST_HEADERS = List.of("Authorization", "Accept", "If-None-Match",
			"Last-Event-ID", "X-Request-Id");

	private static final List<String> RESPONSE_HEADERS = List.of("ETag", "Link", "Retry-After", "Server-Timing",
			"X-Request-Id", "Content-Disposition", "RateLimit", "RateLimit-Policy", "Age", "Cache-Status",
			"X-Truncated");

	private BrowserAccess() {
	}

	static CorsFilter filter(List<String> origins, AuditLog audit) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/api/**", configuration(origins));
		// WebSockets have rules of their own
		CorsFilter filter = new CorsFilter((request) -> StreamAccess.SOCKET_PATH.equals(request.getRequestURI()) ? null
				: source.getCorsConfiguration(request));
		filter.setCorsProcessor(new ProblemCorsProcessor(audit));
		return filter;
	}

	private static CorsConfiguration configuration(List<String> origins) {
		CorsConfiguration configuration = new CorsConfiguration();
		configuration.setAllowedOrigins(origins);
		configuration.setAllowedMethods(METHODS);
		configuration.setAllowedHeaders(REQUEST_HEADERS);
		configuration.setExposedHeaders(RESPONSE_HEADERS);
		configuration.setAllowCredentials(false);
		configuration.setMaxAge(Duration.ofHours(1));
		return configuration;
	}

	/** Refuses by status only, so that the response gets the same body as all errors. */
	private static final class ProblemCorsProcessor extends DefaultCorsProcessor {

		private final AuditLog audit;

		ProblemCorsProcessor(AuditLog audit) {
			this.audit = audit;
		}

		@Override
		public boolean processRequest(@Nullable CorsConfiguration configuration, HttpServletRequest request,
				HttpServletResponse response) throws IOException {
			boolean allowed = super.processRequest(configuration, request, response);
			if (!allowed) {
				this.audit.denied(request, HttpServletResponse.SC_FORBIDDEN);
			}
			return allowed;
		}

		@Override
		protected void rejectRequest(ServerHttpResponse response) throws IOException {
			((ServletServerHttpResponse) response).getServletResponse().sendError(HttpServletResponse.SC_FORBIDDEN);
		}

	}

}
