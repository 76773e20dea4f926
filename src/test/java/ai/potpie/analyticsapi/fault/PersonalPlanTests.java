package ai.potpie.analyticsapi.fault;

import java.time.Duration;

import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A read token of the plan that allows 5 calls a minute, as its info tells.
 */
@FaultTest
@TestPropertySource(properties = { "test.plan=Personal", "analytics.timeout=2s" })
class PersonalPlanTests {

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private MeterRegistry metrics;

	@Test
	void thePlanIsKept(@LocalServerPort int port) {
		Client client = Client.of(port);
		Await.until(() -> left() == 5);
		for (int i = 0; i < 5; i++) {
			client.ask("user_0" + i).isNew();
		}
		Received refused = client.ask("user_05");
		assertThat(refused.status()).isEqualTo(503);
		// A call comes back every 12 s
		assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After")))).isBetween(6, 12);
		assertThat(refused.took()).isLessThan(Duration.ofSeconds(1));
		assertThat(client.ask("user_05/raw").status()).isEqualTo(503);
		assertThat(client.ask("user_00").cacheStatus()).startsWith("hit");
		assertThat(this.logfire.calls()).isEqualTo(5);
		assertThat(left()).isLessThan(1);
	}

	private double left() {
		return this.metrics.get("logfire.budget.remaining").gauge().value();
	}

}
