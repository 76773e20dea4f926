package ai.potpie.analyticsapi.web.reply;

import ai.potpie.analyticsapi.cache.CacheResult;
import ai.potpie.analyticsapi.cache.CacheResult.Source;
import ai.potpie.analyticsapi.cache.CacheResult.Validity;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * Writes the headers that tell where an answer was found and how long it may be reused:
 * RFC 9111, RFC 5861, and RFC 9211 for {@code Cache-Status}.
 */
public final class CacheHeaders {

	public static final String CACHE_STATUS = "Cache-Status";

	private CacheHeaders() {
	}

	static void write(CacheResult result, HttpServletResponse response) {
		response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl(result.validity()));
		response.setHeader(CACHE_STATUS, "analytics-api; " + status(result));
		// Facts of the history may be older than the answer that was just made of them
		if (result.source() != Source.MISS || result.age().toSeconds() > 0) {
			response.setHeader(HttpHeaders.AGE, Long.toString(result.age().toSeconds()));
		}
	}

	private static String cacheControl(Validity validity) {
		return CacheControl.maxAge(validity.maxAge())
			.cachePrivate()
			.staleWhileRevalidate(validity.staleWhileRevalidate())
			.staleIfError(validity.staleIfError())
			.getHeaderValue();
	}

	private static String status(CacheResult result) {
		long ttl = result.ttl().toSeconds();
		return switch (result.source()) {
			case HIT -> "hit; ttl=" + ttl;
			case SHARED -> "hit; ttl=" + ttl + "; detail=shared";
			case STALE -> "hit; ttl=" + ttl + "; detail=stale";
			case MISS -> "fwd=miss; " + (result.collapsed() ? "collapsed" : "stored")
					+ (result.ttl().isNegative() ? "; ttl=" + ttl + "; detail=stale" : "");
		};
	}

}
