package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The facts that the fake Logfire has for a history. Runs follow each other in equal
 * distances up to an hour ago, and the users take turns.
 *
 * @param runs the number of runs
 * @param users the number of users
 * @param days how many days the runs are spread over
 * @param end the end of the last run
 */
record UpstreamFacts(long runs, int users, int days, Instant end) {

	static final UpstreamFacts NONE = new UpstreamFacts(0, 1, 1, Instant.EPOCH);

	/** As in the demo: a run's usage span, its agent's span, 4 LLM calls, 12 others. */
	static final int OF_RUN = 18;

	private static final int CALLS = 4;

	private static final Pattern SLICE = Pattern
		.compile("start_timestamp >= TIMESTAMPTZ '([^']+)' AND start_timestamp < TIMESTAMPTZ '([^']+)'"
				+ "[^A]+AND created_at > TIMESTAMPTZ '([^']+)' AND created_at <= TIMESTAMPTZ '([^']+)'");

	private static final Duration BETWEEN_FACTS = Duration.ofMillis(100);

	private static final Duration LASTS = Duration.ofSeconds(1);

	/** Everything else happens meanwhile. */
	private static final Duration AGENT_LASTS = Duration.ofSeconds(3);

	private static final String ROW = """
			{"type":"data","rows":[{"user_id":"user-%1$d","trace_id":"%2$032x","span_id":"%3$016x","parent_span_id":%4$s,\
			"kind":"span","start_timestamp":"%5$s","created_at":"%6$s","ended":"%6$s","environment_text":"production",\
			"environment":"production","is_usage":%7$b,"is_agent":%8$b,"is_error":false,"exception_type":null,\
			"exception_message":null,"duration_us":%15$d,"digest":"%3$032x","mentions_model":%9$b,"names_model":%9$b,\
			"is_candidate":%9$b,"has_usage":%9$b,"run_id":"019b7a3c-5d2f-4e1a-8b6c-%2$012x",\
			"own_conversation":"019b7a3c-5d2f-4e1a-9c63-%10$012x","project":"proj_web","agent":"coding_agent",\
			"agent_call":null,"operation":%11$s,"model":%12$s,"provider":null,"response":null,"outcome":"success",\
			"usage_nano":%13$d,"recorded_nano":null,"input_tokens":%14$d,"output_tokens":%14$d,"cache_read_tokens":0,\
			"cache_write_tokens":0,"reasoning_tokens":0}]}
			""";

	/** Some users, each with 60 runs in 30 days: as many facts as in the demo. */
	static UpstreamFacts ofUsers() {
		return new UpstreamFacts(60L * Target.PEOPLE, Target.PEOPLE, 30, anHourAgo());
	}

	/** A million facts of one user in 90 days. */
	static UpstreamFacts ofOneUser() {
		return new UpstreamFacts(1_000_000 / OF_RUN + 1, 1, 90, anHourAgo());
	}

	/** A million facts of ten thousand users in 90 days. */
	static UpstreamFacts ofManyUsers() {
		return new UpstreamFacts(1_000_000 / OF_RUN + 1, 10_000, 90, anHourAgo());
	}

	private static Instant anHourAgo() {
		return Instant.now().minus(Duration.ofHours(1));
	}

	long count() {
		return this.runs * OF_RUN;
	}

	/** Whether a statement is one of a history's feed. */
	static boolean areAskedFor(String statement) {
		return SLICE.matcher(statement).find();
	}

	/** Answers a statement of the feed with NDJSON. */
	void answer(String statement, int limit, OutputStream out) throws IOException {
		List<String> rows = (statement.contains("AS hour_number") ? hours(statement)
				: facts(statement).mapToObj(this::row))
			.limit(limit)
			.toList();
		for (String row : rows) {
			out.write(row.getBytes(StandardCharsets.UTF_8));
		}
		out.write("{\"type\":\"end\",\"row_count\":%d}\n".formatted(rows.size()).getBytes(StandardCharsets.UTF_8));
	}

	/** The numbers of the facts that a statement asks for. */
	private LongStream facts(String statement) {
		Matcher slice = SLICE.matcher(statement);
		if (!slice.find()) {
			throw new IllegalArgumentException("Not of a feed: " + statement);
		}
		Instant start = Instant.parse(slice.group(1));
		Instant end = Instant.parse(slice.group(2));
		Instant createdAfter = Instant.parse(slice.group(3));
		Instant createdThrough = Instant.parse(slice.group(4));
		return LongStream.range(runAt(start) * OF_RUN, Math.min(this.runs, runAt(end) + 1) * OF_RUN)
			.filter((fact) -> !start(fact).isBefore(start) && start(fact).isBefore(end)
					&& created(fact).isAfter(createdAfter) && !created(fact).isAfter(createdThrough));
	}

	/** The number of the run that is under way at a moment, if any is. */
	private long runAt(Instant moment) {
		if (this.runs == 0 || moment.isAfter(this.end)) {
			return this.runs;
		}
		return Math.max(0, Duration.between(first(), moment).dividedBy(betweenRuns()));
	}

	private Instant first() {
		return this.end.minus(Duration.ofDays(this.days));
	}

	private Duration betweenRuns() {
		return Duration.ofDays(this.days).dividedBy(this.runs);
	}

	private Instant start(long fact) {
		return first().plus(betweenRuns().multipliedBy(fact / OF_RUN)).plus(BETWEEN_FACTS.multipliedBy(fact % OF_RUN));
	}

	private Instant created(long fact) {
		return start(fact).plus(lasts(fact));
	}

	private static Duration lasts(long fact) {
		return (fact % OF_RUN == 0) ? AGENT_LASTS : LASTS;
	}

	private Stream<String> hours(String statement) {
		Map<Long, Long> hours = new TreeMap<>();
		facts(statement).forEach((fact) -> hours.merge(start(fact).getEpochSecond() / 3600, 1L, Long::sum));
		return hours.entrySet()
			.stream()
			.map((hour) -> "{\"type\":\"data\",\"rows\":[{\"hour_number\":%d,\"facts\":%d}]}\n".formatted(hour.getKey(),
					hour.getValue()));
	}

	private String row(long fact) {
		long run = fact / OF_RUN;
		int place = (int) (fact % OF_RUN);
		boolean isUsage = place == OF_RUN - 1;
		boolean isCall = place > 0 && place <= CALLS;
		String parent = (place == 0) ? "null" : "\"%016x\"".formatted(run * OF_RUN);
		return ROW.formatted(run % this.users, run, fact, parent, start(fact), created(fact), isUsage, place == 0,
				isCall, run / 4, isCall ? "\"chat\"" : "null", isCall ? "\"gpt-5\"" : "null", isUsage ? 84_123_456 : 0,
				isCall ? 4000 : 0, TimeUnit.MICROSECONDS.convert(lasts(fact)));
	}

}
