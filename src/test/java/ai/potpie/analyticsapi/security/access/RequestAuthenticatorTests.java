package ai.potpie.analyticsapi.security.access;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.security.BearerToken;
import ai.potpie.analyticsapi.security.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RequestAuthenticatorTests {

	private final List<String> asked = new ArrayList<>();

	private final RequestAuthenticator authenticator = new RequestAuthenticator(
			List.of((token) -> asked("first", token), (token) -> asked("second", token)));

	@Test
	void requestIsAuthenticatedOnce() {
		MockHttpServletRequest request = request("known-to-second");
		Caller caller = caller(request);
		assertThat(caller).isEqualTo(new Caller("second", "1"));
		assertThat(caller(request)).isSameAs(caller);
		assertThat(this.asked).containsExactly("first known-to-second", "second known-to-second");
	}

	@Test
	void nobodyElseIsAskedOnceTheCallerIsKnown() {
		assertThat(caller(request("known-to-first"))).isEqualTo(new Caller("first", "1"));
		assertThat(this.asked).containsExactly("first known-to-first");
	}

	@Test
	void refusalIsTheSameTheSecondTime() {
		MockHttpServletRequest request = request("unknown");
		AuthenticationException refusal = refusal(request);
		assertThat(refusal).isInstanceOf(BadCredentialsException.class);
		assertThat(refusal(request)).isSameAs(refusal);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void tokenThatCannotBeCheckedIsNotPassedOn() {
		MockHttpServletRequest request = request("down");
		assertThat(refusal(request)).isInstanceOf(AuthenticationServiceException.class);
		assertThat(refusal(request)).isInstanceOf(AuthenticationServiceException.class);
		assertThat(this.asked).containsExactly("first down");
	}

	@Test
	void requestWithoutATokenHasNoCaller() {
		assertThat(this.authenticator.convert(new MockHttpServletRequest())).isNull();
		assertThat(this.asked).isEmpty();
	}

	private @Nullable Caller asked(String name, BearerToken token) {
		this.asked.add(name + " " + token.value());
		if (token.value().equals("down")) {
			throw new AuthenticationServiceException("");
		}
		return token.value().equals("known-to-" + name) ? new Caller(name, "1") : null;
	}

	private Caller caller(MockHttpServletRequest request) {
		CallerAuthentication authentication = this.authenticator.convert(request);
		assertThat(authentication).isNotNull();
		return authentication.getPrincipal();
	}

	private AuthenticationException refusal(MockHttpServletRequest request) {
		return catchThrowableOfType(AuthenticationException.class, () -> this.authenticator.convert(request));
	}

	private static MockHttpServletRequest request(String token) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("Authorization", "Bearer " + token);
		return request;
	}

}
