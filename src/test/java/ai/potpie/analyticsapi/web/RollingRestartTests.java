package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.Replica;
import ai.potpie.analyticsapi.testing.ScriptedCall;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the service, of which one after the other is replaced, and clients
 * that keep their connections until told otherwise: none of them notices.
 * {@code -Drestarts=50} restarts more often.
 */
class RollingRestartTests {

	private static final int RESTARTS = Integer.getInteger("restarts", 6);

	private static final int CLIENTS = 8;

	private static final String TARGET = "/api/v1/analytics/user/user_123";

	private final ScriptedLogfire logfire = ScriptedLogfire.replying(LogfireReplies.answer(3, 0));

	/** The oldest comes first. */
	private final List<Replica> replicas = new CopyOnWriteArrayList<>();

	private final LongAdder answered = new LongAdder();

	private final Queue<String> lost = new ConcurrentLinkedQueue<>();

	private volatile boolean done;

	@Test
	void noRequestIsLostWhileInstancesAreReplaced() throws Exception {
		startReplica();
		startReplica();
		ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				long seed = i;
				running.add(clients.submit(() -> askUntilDone(new Random(seed))));
			}
			for (int i = 0; i < RESTARTS; i++) {
				startReplica();
				this.replicas.get(0).stop();
				this.replicas.remove(0);
			}
			this.done = true;
			for (Future<?> client : running) {
				client.get(1, TimeUnit.MINUTES);
			}
		}
		finally {
			this.done = true;
			clients.shutdownNow();
			this.replicas.forEach(Replica::stop);
			this.logfire.close();
		}
		Files.writeString(Path.of("target", "restarts.txt"), "%d restarts, %s answered, %d lost: %s%n"
			.formatted(RESTARTS, this.answered, this.lost.size(), this.lost.stream().limit(20).toList()));
		assertThat(this.lost).isEmpty();
		assertThat(this.answered.sum()).isGreaterThan(RESTARTS * CLIENTS);
	}

	private void startReplica() {
		this.replicas.add(Replica.start("--analytics.drain-period=1s", "--analytics.rate-limit=0",
				"--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN, "--logfire.base-url=" + this.logfire.url(),
				"--logfire.read-token=pylf_v1_us_test"));
	}

	private Void askUntilDone(Random random) throws InterruptedException {
		while (!this.done) {
			Replica replica = this.replicas.get(random.nextInt(this.replicas.size()));
			if (replica.isReady()) {
				askUntilToldToLeave(replica, random);
			}
		}
		return null;
	}

	/**
	 * Some requests follow at once, some after a while, but within the drain's period.
	 */
	private void askUntilToldToLeave(Replica replica, Random random) throws InterruptedException {
		try (RawConnection connection = new RawConnection(replica.port())) {
			RawAnswer answer;
			do {
				Thread.sleep(random.nextInt(4) * 50);
				answer = connection.get(TARGET, HttpTestBase.bearer(HttpTestBase.TOKEN));
				count(answer);
			}
			while (!this.done && !"close".equals(answer.header("Connection")));
		}
		catch (IOException ex) {
			this.lost.add(ex.toString());
		}
	}

	private void count(RawAnswer answer) {
		if (answer.status() == 200 && answer.body().contains(ScriptedCall.markerOf("user_123"))) {
			this.answered.increment();
		}
		else {
			this.lost.add(answer.toString());
		}
	}

}
