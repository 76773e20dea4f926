package ai.potpie.analyticsapi.analytics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import ai.potpie.analyticsapi.analytics.summary.UserAnalyticsQuestion;
import ai.potpie.analyticsapi.bench.UpstreamAnswers;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures the time to ask a question and to answer it.
 */
@State(Scope.Benchmark)
public class AnswerBenchmark {

	private static final int DAYS = 90;

	private final JsonMapper json = JsonMapper.shared();

	private final byte[] body = UpstreamAnswers.analytics(DAYS).getBytes(StandardCharsets.UTF_8);

	private final Rows rows = BenchmarkQuestions.rows(this.body);

	private final Instant asOf = Instant.now();

	private final Map<LogfireQuery, Instant> stored = new ConcurrentHashMap<>(Map.of(question().query(), this.asOf));

	private static UserAnalyticsQuestion question() {
		return BenchmarkQuestions.analytics("user_123", DAYS);
	}

	/** Creates, hashes and compares the key of a stored answer. */
	@Benchmark
	public @Nullable Instant makeAndFindKey() {
		return this.stored.get(question().query());
	}

	@Benchmark
	public String writeStatement() {
		return question().query().sql().text();
	}

	@Benchmark
	public Rows read90Days() {
		return BenchmarkQuestions.rows(this.body);
	}

	@Benchmark
	public Object fold90Days() {
		return question().answer(this.rows, this.asOf);
	}

	@Benchmark
	public byte[] fold90DaysAndWriteJson() {
		return this.json.writeValueAsBytes(question().answer(this.rows, this.asOf));
	}

}
