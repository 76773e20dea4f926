package ai.potpie.analyticsapi.web;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/**
 * The running service with the {@link Probe}, one context for all who extend this.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0",
				"analytics.cors-allowed-origins=https://dash.example.com",
				"analytics.api-tokens=user_123=" + HttpTestBase.TOKEN + ",user_123=" + HttpTestBase.SECOND
						+ ",user_456=" + HttpTestBase.OTHERS + "," + "a|b:c@d+e~f=" + HttpTestBase.ODD + ","
						// SHA-256 of everyones-token
						+ "*=sha256:" + HttpTestBase.EVERYONES_SHA })
@Import(Probe.class)
@ExtendWith(OutputCaptureExtension.class)
abstract class HttpTestBase {

	static final String TOKEN = "82a59a431ef89e1c5566efe0422db39f";

	static final String SECOND = "jZuBs2HKf3o8JunP-91z7laP";

	static final String OTHERS = "f70eff8071693e0f83d207106ca03c52b11a83802d7f4bb2cf28c74836b91882";

	static final String ODD = "C0bD6sZZnz3OtlEhmqE44vsT7lBmy-9G";

	static final String EVERYONES = "everyones-token";

	static final String EVERYONES_SHA = "d654cadc58cb60282b1893f3b5f9cdd5b5fb0686246c6092c68c7cda779a6f1b";

	static final String PROBE = "/api/v1/analytics/user/user_123/probe";

	@LocalServerPort
	int port;

	@LocalManagementPort
	int managementPort;

	static String bearer(String token) {
		return "Authorization: Bearer " + token;
	}

	RawAnswer get(String target, String... headers) {
		return send("GET", target, headers);
	}

	/** With the token of user_123. */
	RawAnswer ask(String target) {
		return get(target, bearer(TOKEN));
	}

	RawAnswer send(String method, String target, String... headers) {
		return raw(method + " " + target + " HTTP/1.1", "Host: localhost", headers);
	}

	RawAnswer raw(String requestLine, String host, String... headers) {
		return RawConnection.exchange(this.port, RawConnection.lines(requestLine, host) + RawConnection.lines(headers)
				+ RawConnection.lines("Connection: close", ""));
	}

}
