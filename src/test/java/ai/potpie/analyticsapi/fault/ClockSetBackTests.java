package ai.potpie.analyticsapi.fault;

import java.time.Duration;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A clock that is set back by an hour makes no answer fresh for that hour.
 */
@FaultTest
@TestPropertySource(properties = { "analytics.cache.freshness=1s", "logfire.retry-delay=1ms" })
class ClockSetBackTests {

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private TestClock clock;

	private Client client;

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.client = Client.of(port);
		this.clock.moveTo(Duration.ofHours(1));
		this.logfire.replies(LogfireReplies.answer());
	}

	@Test
	void anAnswerOfATimeToComeIsRenewedOnce() {
		Received future = this.client.ask("renewed").isNew();
		this.clock.moveTo(Duration.ZERO);
		Received renewed = this.client.ask("renewed").isNew();
		assertThat(renewed.asOf()).isEqualTo(future.asOf().minus(Duration.ofHours(1)));
		assertThat(this.client.ask("renewed").cacheStatus()).isEqualTo("hit; ttl=1");
		assertThat(this.logfire.calls("renewed")).isEqualTo(2);
	}

	@Test
	void anAnswerOfATimeToComeIsBetterThanAnError() {
		Received future = this.client.ask("failing").isNew();
		this.clock.moveTo(Duration.ZERO);
		this.logfire.replies(LogfireReplies.status(422));
		this.client.ask("failing").isStale(future, Duration.ofSeconds(601), Duration.ofSeconds(1));
	}

}
