package ai.potpie.analyticsapi.security;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our firewall lets the same through as Spring Security's.
 */
class HttpFirewallTests {

	private final HttpFirewall ours = new SecurityConfiguration().httpFirewall();

	private final HttpFirewall theirs = new StrictHttpFirewall();

	@Test
	void valuesOfHeadersAreAllowedOrNotAsByDefault() {
		for (int character = 0; character < 0x20000; character++) {
			String value = "a" + Character.toString(character);
			assertThat(allows(this.ours, value)).as("U+%04X", character).isEqualTo(allows(this.theirs, value));
		}
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
