package ai.potpie.analyticsapi.security.access;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class StreamAccessTests {

	private static final Instant NOW = Instant.parse("2026-02-11T12:00:00Z");

	private static final BearerToken TOKEN = new BearerToken("token");

	private final Caller caller = new Caller("ann", TOKEN.shortHash());

	private @Nullable Caller accepted = this.caller;

	private final StreamAccess access = new StreamAccess(new RequestAuthenticator(List.of((token) -> this.accepted)),
			new RateLimits(0, mock(TokenBuckets.class)), mock(WebInvocationPrivilegeEvaluator.class),
			new SocketOrigins(List.of()), new AuditLog(), Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void aTokenIsValidUntilItExpires() {
		assertThat(this.access.isValid(new Admission(this.caller, TOKEN, null))).isTrue();
		assertThat(this.access.isValid(new Admission(this.caller, TOKEN, NOW.plusSeconds(1)))).isTrue();
		assertThat(this.access.isValid(new Admission(this.caller, TOKEN, NOW))).isFalse();
	}

	@Test
	void aTokenIsValidAsLongAsItStandsForTheSameCaller() {
		this.accepted = new Caller("bob", TOKEN.shortHash());
		assertThat(this.access.isValid(new Admission(this.caller, TOKEN, null))).isFalse();
		this.accepted = null;
		assertThat(this.access.isValid(new Admission(this.caller, TOKEN, null))).isFalse();
	}

}
