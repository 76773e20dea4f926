package ai.potpie.analyticsapi.alert.evaluation;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.AnalyticsApplication;
import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.Subject;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Evaluates rules over very many users, of whom each has some runs of today, and measures
 * how long that takes and the heap that it leaves behind.
 */
public final class ManyBudgets {

	private static final int USERS = 10_000;

	private static final int RUNS = 3;

	private static final int RULES = 1000;

	private static final int TIMES = 5;

	private static final String READ_TOKEN = "pylf_v1_us_bench";

	private ManyBudgets() {
	}

	/**
	 * Prints the median time of one evaluation in milliseconds and the heap in bytes.
	 * @param args {@code each_user} for one rule about each user, or {@code one_user} for
	 * many rules about one user each
	 */
	public static void main(String[] args) throws Exception {
		try (LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN))) {
			Instant now = Instant.now();
			IntStream.range(0, RUNS)
				.forEach((run) -> logfire.store(IntStream.range(0, USERS).mapToObj((user) -> run(user, now)).toList()));
			try (ConfigurableApplicationContext service = new SpringApplicationBuilder(AnalyticsApplication.class).run(
					"--server.port=0", "--management.server.port=0", "--logging.level.root=off",
					"--spring.main.banner-mode=off", "--logfire.base-url=" + logfire.baseUrl(),
					"--logfire.read-token=" + READ_TOKEN, "--logfire.rate-limit=none",
					"--analytics.history.url=jdbc:duckdb:", "--analytics.history.share=1",
					"--analytics.history.interval=1h",
					"--analytics.api-tokens=*=" + UUID.randomUUID() + UUID.randomUUID())) {
				measure(service, args[0].equals("each_user"));
			}
		}
	}

	private static void measure(ConfigurableApplicationContext service, boolean each) throws InterruptedException {
		FactBase facts = service.getBean(FactBase.class);
		Instant begin = Instant.now();
		while (facts.asOf().filter((asOf) -> facts.covers(asOf.minus(Duration.ofDays(8)), asOf)).isEmpty()) {
			if (begin.plus(Duration.ofMinutes(5)).isBefore(Instant.now())) {
				throw new IllegalStateException("The history was not filled in time");
			}
			Thread.sleep(100);
		}
		service.getBean(AlertLoop.class).stop();
		RuleStore rules = service.getBean(RuleStore.class);
		IntStream.range(0, each ? 1 : RULES)
			.forEach((i) -> rules.add(rule(each ? Subject.EACH_USER : Subject.of("user_" + i)), null));
		Rounds rounds = service.getBean(Rounds.class);
		double[] millis = new double[TIMES];
		for (int i = 0; i < TIMES; i++) {
			// An hour later each rule is evaluated for all of its users again
			Instant asOf = facts.asOf().orElseThrow().plus(Duration.ofHours(1).multipliedBy(i + 1));
			long start = System.nanoTime();
			rounds.take(Set.of(), asOf);
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		Arrays.sort(millis);
		System.gc();
		System.out
			.println(millis[TIMES / 2] + " " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
	}

	private static SpanRecord run(int user, Instant now) {
		String id = UUID.randomUUID().toString().replace("-", "");
		return SpanRecord.builder(id, id.substring(0, 16), "agent_run_usage")
			.time(now.minusMillis(100), now)
			.attributes(Map.of("user_id", "user_" + user, "run_id", id, "actual_cost", 0.01, "outcome", "completed"))
			.build();
	}

	private static Rule rule(Subject of) {
		return new Rule("Budget", of, RuleFilters.NONE, Measure.COST, AlertPeriod.WEEK, ZoneOffset.UTC, BigDecimal.TEN,
				List.of(new Threshold(50, Kind.ACTUAL), new Threshold(100, Kind.ACTUAL)), List.of(), true);
	}

}
