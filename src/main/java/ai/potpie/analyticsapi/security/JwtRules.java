package ai.potpie.analyticsapi.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import org.jspecify.annotations.Nullable;

/**
 * When and for whom a JWT is good.
 */
class JwtRules implements JWTClaimsSetVerifier<SecurityContext> {

	/** How much our clock and the issuer's may differ. */
	private static final Duration SKEW = Duration.ofSeconds(30);

	/**
	 * A JWT can not be called back: one that is good for longer was not made for this.
	 */
	private static final Duration LONGEST = Duration.ofHours(24);

	private final List<String> audiences;

	private final Clock clock;

	JwtRules(List<String> audiences, Clock clock) {
		this.audiences = audiences;
		this.clock = clock;
	}

	@Override
	public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws BadJWTException {
		Instant now = this.clock.instant();
		Date expiry = claims.getExpirationTime();
		require(expiry != null, "has no exp");
		require(now.minus(SKEW).isBefore(expiry.toInstant()), "is expired");
		require(!expiry.toInstant().isAfter(now.plus(LONGEST).plus(SKEW)), "is good for too long");
		require(isPast(claims.getIssueTime(), now), "is from the future");
		require(isPast(claims.getNotBeforeTime(), now), "is not good yet");
		require(!Collections.disjoint(claims.getAudience(), this.audiences), "is for another audience");
	}

	private static boolean isPast(@Nullable Date date, Instant now) {
		return date == null || !date.toInstant().isAfter(now.plus(SKEW));
	}

	private static void require(boolean condition, String otherwise) throws BadJWTException {
		if (!condition) {
			throw new BadJWTException(otherwise);
		}
	}

}
