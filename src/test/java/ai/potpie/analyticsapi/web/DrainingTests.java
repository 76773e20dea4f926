package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.Replica;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a service answers that drains for as long as its tests take.
 */
class DrainingTests {

	private static Replica replica;

	private static Thread stopping;

	@BeforeAll
	static void beginToStop() {
		replica = Replica.start("--analytics.drain-period=1h", "--analytics.rate-limit=0",
				"--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN);
		stopping = new Thread(replica::stop);
		stopping.start();
		await().until(() -> !replica.isReady());
	}

	@AfterAll
	static void endTheDrain() throws InterruptedException {
		stopping.interrupt();
		stopping.join();
	}

	@ParameterizedTest
	@CsvSource({ "/livez,200", "/readyz,503", "/api/v1/analytics/user/user_123?days=0,400",
			"/api/v1/analytics/user/user_456,403", "/nothing,404", "/;,400", "/a%2Fb,400", "/a|b,400" })
	void everyAnswerClosesItsConnection(String target, int status) throws IOException {
		RawAnswer answer = ask(replica.port(), target, HttpTestBase.bearer(HttpTestBase.TOKEN));
		assertThat(answer.headers("Connection")).containsExactly("close");
		if (status >= 400 && status < 500) {
			answer.isProblem(status);
		}
		else {
			assertThat(answer.status()).isEqualTo(status);
		}
	}

	@Test
	void callersAreStillChecked() throws IOException {
		RawAnswer answer = ask(replica.port(), "/api/v1/analytics/user/user_123");
		assertThat(answer.isProblem(401).headers("Connection")).containsExactly("close");
	}

	@Test
	void managementStillAnswers() throws IOException {
		assertThat(ask(replica.managementPort(), "/actuator/prometheus").status()).isEqualTo(200);
		assertThat(ask(replica.managementPort(), "/actuator/health/readiness").status()).isEqualTo(503);
	}

	@Test
	void withoutADrainPeriodConnectionsAreKeptAlive() {
		AtomicBoolean told = new AtomicBoolean();
		Draining draining = new Draining(new DrainProperties(Duration.ZERO));
		draining.customize(new Http11NioProtocol() {

			@Override
			public void setMaxKeepAliveRequests(int requests) {
				told.set(true);
			}

		});
		draining.start();
		draining.stop();
		assertThat(told).isFalse();
	}

	@Test
	void pausedContextDoesNotDrain() {
		assertThat(replica.context().getBean(Draining.class).isPauseable()).isFalse();
	}

	private static RawAnswer ask(int port, String target, String... headers) throws IOException {
		try (RawConnection connection = new RawConnection(port)) {
			return connection.get(target, headers);
		}
	}

}
