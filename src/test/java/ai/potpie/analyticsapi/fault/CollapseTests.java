package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A thousand who ask the same at once, with a thread for each of them.
 */
@FaultTest
@TestPropertySource(properties = { "server.tomcat.threads.max=1020", "server.tomcat.max-connections=2000",
		"server.tomcat.accept-count=1000" })
class CollapseTests {

	private static final int ALL = 1000;

	@Autowired
	private ScriptedLogfire logfire;

	@Autowired
	private MeterRegistry metrics;

	@Test
	void aThousandMissesAreOneCallEvenIfTheFirstLeaves(@LocalServerPort int port) throws IOException {
		CountDownLatch gate = new CountDownLatch(1);
		this.logfire.replies(LogfireReplies.heldBy(gate));
		List<RawConnection> clients = new ArrayList<>();
		clients.add(ask(port));
		Await.until(() -> waiting() == 1);
		while (clients.size() < ALL) {
			clients.add(ask(port));
		}
		Await.until(() -> waiting() == ALL);
		clients.get(0).close();
		clients.get(1).close();
		gate.countDown();
		List<String> answers = new ArrayList<>();
		for (RawConnection client : clients.subList(2, ALL)) {
			answers.add(new String(client.readRest(), StandardCharsets.UTF_8));
			client.close();
		}
		assertThat(answers).allMatch((answer) -> answer.startsWith("HTTP/1.1 200"));
		assertThat(answers.stream().map((answer) -> answer.substring(answer.indexOf("\r\n\r\n"))).distinct())
			.hasSize(1);
		assertThat(answers.get(0)).contains("<crowd 1>");
		assertThat(answers).allMatch((answer) -> answer.contains("fwd=miss; collapsed"));
		assertThat(this.logfire.calls()).isEqualTo(1);
		assertThat(waiting()).isZero();
	}

	private double waiting() {
		return this.metrics.get("analytics.cache.waiting").gauge().value();
	}

	private static RawConnection ask(int port) throws IOException {
		RawConnection connection = new RawConnection(port);
		connection.send(RawConnection.request("/api/v1/analytics/user/crowd", "Authorization: Bearer " + Client.ADMIN,
				"Connection: close"));
		return connection;
	}

}
