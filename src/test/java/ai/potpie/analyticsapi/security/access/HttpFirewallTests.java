package ai.potpie.analyticsapi.security.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Our firewall allows what Spring Security's does, and a slash in a user id.
 */
class HttpFirewallTests {

	private static final String USER = "/api/v1/analytics/user/";

	private final HttpFirewall ours = new ApiFirewall();

	private final HttpFirewall theirs = new StrictHttpFirewall();

	@Test
	void headerValuesAreAllowedAsByDefault() {
		for (int character = 0; character < 0x20000; character++) {
			String value = "a" + Character.toString(character);
			assertThat(allows(this.ours, value)).as("U+%04X", character).isEqualTo(allows(this.theirs, value));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "patients%2F7", "patients%2f7/raw", "a%2Fb%2Fc/usage", "a%2F..b", "a%2F...", "a%2F.b/" })
	void aSlashIsAllowedInAUserId(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", USER + path);
		request.setServletPath(USER + path);
		assertThat(this.ours.getFirewalledRequest(request).getRequestURI()).isEqualTo(USER + path);
		assertThatExceptionOfType(RequestRejectedException.class)
			.isThrownBy(() -> this.theirs.getFirewalledRequest(request));
	}

	@ParameterizedTest
	@ValueSource(strings = { USER + "%2F", USER + "%2Fa", USER + "a%2F", USER + "a%2F/raw", USER + "a%2F%2Fb",
			USER + "%2F..%2F", USER + "a%2F..%2Fb", USER + "a%2F.%2Fb", USER + "..%2Fb", USER + "a%2F..",
			USER + "a%2F../raw", USER + "%2f%2e%2e", USER + "a%2F%2e%2e%2Fb", USER + "a%2F%2E", USER + "a%252Fb",
			USER + "a%2Fb%252F", USER + "a%2Fb%5C", USER + "a%2Fb\\", USER + "a%2Fb;x", USER + "a%2Fb%3B",
			USER + "a%2Fb//raw", USER + "a%2Fb/../c", USER + "a%2Fb/..%2Fc", USER + "a%2Fb/raw%2F", USER + "a%2Fb%00",
			USER + "a%2Fb%0A", USER + "a/b%2Fc", "/api/v1/analytics/user%2Fa%2Fb", "/api/v1/analytics/users/a%2Fb",
			"/api/v1/analytics/me%2Fraw", "/api/v1/analytics/%75ser/a%2Fb", "/api/v1//analytics/user/a%2Fb",
			"/api/v1/analytics/user//a%2Fb", "/x/../api/v1/analytics/user/a%2Fb", "/a%2Fb", "/%2F" })
	void aSlashElsewhereIsRefused(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServletPath(path);
		assertThatExceptionOfType(RequestRejectedException.class)
			.isThrownBy(() -> this.ours.getFirewalledRequest(request));
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "QUERY", "TRACE", "FOO" })
	void anyMethodIsAllowed(String method) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
		assertThat(this.ours.getFirewalledRequest(request).getMethod()).isEqualTo(method);
	}

	private static boolean allows(HttpFirewall firewall, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("X-Value", value);
		try {
			return value.equals(firewall.getFirewalledRequest(request).getHeader("X-Value"));
		}
		catch (RequestRejectedException ex) {
			return false;
		}
	}

}
