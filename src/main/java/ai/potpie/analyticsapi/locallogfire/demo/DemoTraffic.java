package ai.potpie.analyticsapi.locallogfire.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * A user whose agents never rest: the demo's numbers move while somebody looks. It is a
 * user of its own, so that the others' numbers are the same at every start.
 */
public final class DemoTraffic {

	/** The time from one run to the next. */
	public static final Duration INTERVAL = Duration.ofSeconds(8);

	private static final String USER = "user_live";

	private static final int RUNS_A_CONVERSATION = 5;

	private static final double FAILING = 0.1;

	private final SplittableRandom random = new SplittableRandom();

	private final Clock clock;

	private String conversation = "";

	private int runs;

	public DemoTraffic(Clock clock) {
		this.clock = clock;
	}

	/** The spans of a run that has just ended. */
	public List<SpanRecord> run() {
		if (this.runs++ % RUNS_A_CONVERSATION == 0) {
			this.conversation = id();
		}
		Map<String, Object> baggage = new LinkedHashMap<>();
		baggage.put("user_id", USER);
		baggage.put("run_id", id());
		baggage.put("project_id", "proj_web");
		DemoCatalog.Agent agent = pick(DemoCatalog.USERS.get(0).agents());
		baggage.put("agent_id", agent.name());
		baggage.put("conversation_id", this.conversation);
		double seconds = this.random.nextDouble(0.5, 3);
		Instant start = this.clock.instant().minus(Duration.ofMillis((long) (1000 * seconds) + 100));
		DemoCatalog.Failure failure = (this.random.nextDouble() < FAILING) ? pick(DemoCatalog.FAILURES) : null;
		List<SpanRecord> spans = new ArrayList<>();
		new DemoRun(baggage, agent, "production", start, seconds, this.random.nextDouble(0.01, 0.1),
				(failure != null) ? "error" : "completed", failure, false, null)
			.write(this.random, spans);
		return spans;
	}

	private String id() {
		return new UUID(this.random.nextLong(), this.random.nextLong()).toString();
	}

	private <T> T pick(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

}
