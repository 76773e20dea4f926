package ai.potpie.analyticsapi.analytics;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.bench.UpstreamAnswers;
import ai.potpie.analyticsapi.cache.FilledCache;
import ai.potpie.analyticsapi.logfire.rows.Rows;

/**
 * Asks about very many users once each, and measures the memory that this leaves behind.
 * Each user has data of a few days.
 */
public final class ManyUsers {

	private static final int USERS = 1_000_000;

	private static final int DAYS = 3;

	private ManyUsers() {
	}

	/**
	 * Prints the number of users a second, the CPU time for each in milliseconds, and the
	 * heap in bytes.
	 */
	public static void main(String[] args) {
		Rows rows = BenchmarkQuestions.rows(UpstreamAnswers.analytics(DAYS).getBytes(StandardCharsets.UTF_8));
		FilledCache cache = new FilledCache(rows);
		long start = System.nanoTime();
		IntStream.range(0, USERS)
			.parallel()
			.forEach((user) -> cache.answer(BenchmarkQuestions.analytics("user_" + user, DAYS)));
		double seconds = (System.nanoTime() - start) / 1e9;
		double cpu = ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
		long weight = cache.weight();
		System.gc();
		System.out.println("%s %s %s %s".formatted(USERS / seconds, cpu / USERS,
				ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), weight));
	}

}
