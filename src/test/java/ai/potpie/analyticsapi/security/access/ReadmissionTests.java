package ai.potpie.analyticsapi.security.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.ratelimit.LocalTokenBuckets;
import ai.potpie.analyticsapi.security.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmissionTests {

	private static final Caller ONE = new Caller("user_123", "1");

	private final Map<String, Caller> some = new HashMap<>(Map.of("one", ONE));

	private final Map<String, Caller> others = new HashMap<>(
			Map.of("two", new Caller("user_123", "2"), "everyones", new Caller(null, "3")));

	private final RequestAuthenticator authenticator = new RequestAuthenticator(
			List.of((token) -> this.some.get(token.value()), (token) -> this.others.get(token.value())));

	private final Readmission readmission = new Readmission(this.authenticator, limits(2));

	@Test
	void tokenIsCheckedForEachRequest() {
		assertThat(caller("Bearer one")).isEqualTo(ONE);
		assertThat(caller("Bearer two")).isEqualTo(this.others.get("two"));
		this.some.clear();
		assertThat(caller("Bearer one")).isNull();
		assertThat(caller("Bearer two")).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "one", "Basic one", "Bearer", "Bearer unknown", "Bearer o ne", "Bearer one,two",
			"Bearer everyones" })
	void anythingElseIsLeftToTheChain(String authorization) {
		assertThat(caller(authorization)).isNull();
	}

	@Test
	void noTokenAndSeveralTokensAreLeftToTheChain() {
		assertThat(caller()).isNull();
		assertThat(caller("Bearer one", "Bearer one")).isNull();
	}

	@Test
	void requestsAreCountedUpToTheLimit() {
		for (int left = 1; left >= 0; left--) {
			MockHttpServletResponse response = new MockHttpServletResponse();
			assertThat(this.readmission.count(ONE, response)).isTrue();
			assertThat(response.getHeader("RateLimit")).startsWith("\"default\";r=" + left + ";t=");
			assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"default\";q=2;w=60");
		}
		assertThat(this.readmission.count(ONE, new MockHttpServletResponse())).isFalse();
	}

	@Test
	void withoutALimitEveryRequestIsAllowed() {
		Readmission unlimited = new Readmission(this.authenticator, limits(0));
		MockHttpServletResponse response = new MockHttpServletResponse();
		assertThat(unlimited.count(ONE, response)).isTrue();
		assertThat(response.getHeaderNames()).isEmpty();
	}

	private static RateLimits limits(int limit) {
		return new RateLimits(limit, new LocalTokenBuckets(() -> 0));
	}

	private Caller caller(String... authorizations) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		for (String authorization : authorizations) {
			request.addHeader("Authorization", authorization);
		}
		return this.readmission.caller(request);
	}

}
