package ai.potpie.analyticsapi.web.reply;

import ai.potpie.analyticsapi.cache.Lookup;
import ai.potpie.analyticsapi.cache.Validity;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * Says where an answer was found and for how long it may be used again: RFC 9111, RFC
 * 5861, and RFC 9211 for {@code Cache-Status}.
 */
public final class CacheHeaders {

	public static final String CACHE_STATUS = "Cache-Status";

	private CacheHeaders() {
	}

	static void write(Lookup lookup, HttpServletResponse response) {
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl(lookup.validity()));
		response.setHeader(CACHE_STATUS, "analytics-api; " + status(lookup));
		if (lookup.kind() != Lookup.Kind.MISS) {
			response.setHeader(HttpHeaders.AGE, Long.toString(lookup.age().toSeconds()));
		}
	}

	private static String cacheControl(Validity validity) {
		return CacheControl.maxAge(validity.maxAge())
			.cachePrivate()
			.staleWhileRevalidate(validity.staleWhileRevalidate())
			.staleIfError(validity.staleIfError())
			.getHeaderValue();
	}

	private static String status(Lookup lookup) {
		long ttl = lookup.ttl().toSeconds();
		return switch (lookup.kind()) {
			case HIT -> "hit; ttl=" + ttl;
			case SHARED -> "hit; ttl=" + ttl + "; detail=shared";
			case STALE -> "hit; ttl=" + ttl + "; detail=stale";
			case MISS -> lookup.collapsed() ? "fwd=miss; collapsed" : "fwd=miss; stored";
		};
	}

}
