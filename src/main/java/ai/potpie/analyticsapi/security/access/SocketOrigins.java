package ai.potpie.analyticsapi.security.access;

import java.net.URI;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Tells which pages may open a WebSocket.
 */
class SocketOrigins {

	private final CorsConfiguration allowed = new CorsConfiguration();

	SocketOrigins(List<String> allowed) {
		this.allowed.setAllowedOrigins(allowed);
	}

	boolean isKnown(HttpServletRequest request) {
		List<String> origins = Collections.list(request.getHeaders(HttpHeaders.ORIGIN));
		return origins.isEmpty() || (origins.size() == 1
				&& (isOwn(origins.get(0), request) || this.allowed.checkOrigin(origins.get(0)) != null));
	}

	/** Compares hosts alone: a proxy may have done TLS. */
	private static boolean isOwn(String origin, HttpServletRequest request) {
		String host = request.getHeader(HttpHeaders.HOST);
		String authority = authority(origin);
		return host != null && (host.equalsIgnoreCase(authority));
	}

	private static @Nullable String authority(String origin) {
		try {
			URI uri = URI.create(origin);
			boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
			return (web && uri.getRawPath().isEmpty()) ? uri.getRawAuthority() : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
