package ai.potpie.analyticsapi.security.access;

import java.time.Instant;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A caller and the token that proved it, for as long as a stream is open.
 *
 * @param expiry when the token expires; null if it does not by itself
 */
public record Admission(Caller caller, BearerToken token, @Nullable Instant expiry) {

	/** Whose streams are counted together. */
	public String name() {
		return RateLimits.name(this.caller);
	}

}
