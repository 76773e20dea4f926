package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.time.Duration;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those who run the service reach, and on which port.
 */
class OperationsHttpTests extends HttpTestBase {

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz" })
	void probesAnswerOnTheMainPortWithoutAToken(String path) {
		assertThat(get(path).status()).isEqualTo(200);
		assertThat(get(path).body()).isEqualTo("{\"status\":\"UP\"}");
		assertThat(get(path, bearer("unknown")).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness",
			"/actuator/prometheus", "/actuator/info" })
	void managementIsOnItsOwnPort(String path) {
		get(path).isProblem(404);
		assertThat(manage(path).status()).isEqualTo(200);
	}

	@Test
	void healthShowsNoDetails() {
		assertThat(manage("/actuator/health").json().has("components")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/error", "/actuator", "/actuator/env", "/actuator/configprops", "/actuator/heapdump",
			"/actuator/beans", "/actuator/mappings", "/actuator/loggers", "/actuator/shutdown", "/actuator/nothing",
			"/docs", "/v3/api-docs" })
	void managementHasNoOtherEndpoints(String path) {
		manage(path).isProblem(404);
	}

	@Test
	void stalledHeadersAreCutAfterSeconds() throws IOException {
		long start = System.nanoTime();
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.send("GET / HTTP/1.1\r\nHost: local");
			connection.readRest();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
	}

	@Test
	void errorsOfTheManagementPortAreProblems() {
		manage("/a|b").isProblem(400);
		manage("/a%2Fb").isProblem(400);
	}

	private RawAnswer manage(String target) {
		return RawConnection.exchange(this.managementPort, RawConnection.request(target, "Connection: close"));
	}

}
