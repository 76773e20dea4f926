package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

import ai.potpie.analyticsapi.bench.HistoryEngine.Database;
import ai.potpie.analyticsapi.bench.LoadGenerator.LoadResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running service with a history of its own, but without a cache: each of its answers
 * is a cold one.
 */
final class RememberingService implements AutoCloseable {

	private static final int WARM_UP_SECONDS = 5;

	/** As many questions as the service has its database answer at once. */
	private static final int AT_ONCE = 8;

	/** A service that does nothing uses less of a CPU than this. */
	private static final double IDLE = 0.1;

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final int DASHBOARDS = 50;

	private final UpstreamFacts facts;

	private final Upstream upstream;

	private final Database database;

	private final Jdk jdk;

	private MeasuredService service;

	private RememberingService(Jdk jdk, HistoryEngine engine, UpstreamFacts facts) throws Exception {
		this.jdk = jdk;
		this.facts = facts;
		this.upstream = Upstream.start("{\"keys\":[]}", facts);
		this.database = engine.create();
		this.service = startService();
	}

	private MeasuredService startService() throws IOException, InterruptedException {
		Map<String, String> settings = new HashMap<>(this.database.settings());
		settings.putAll(Map.of("ANALYTICS_CACHE_SIZE", "0", "LOGFIRE_RETENTION_DAYS", "91"));
		MeasuredService started = MeasuredService.start(this.jdk, this.upstream, settings,
				ServiceJar.together(ConstantAndService.class));
		started.awaitAnswer();
		return started;
	}

	/** Starts a service whose history is empty. */
	static RememberingService start(Jdk jdk, HistoryEngine engine, UpstreamFacts facts) {
		try {
			return new RememberingService(jdk, engine, facts);
		}
		catch (Exception ex) {
			throw new IllegalStateException("No service with a history in " + engine, ex);
		}
	}

	/** Prepares for measurements. */
	void fillAndWarmUp(LoadGenerator generator) throws IOException, InterruptedException {
		fillAndCompact();
		load(generator, itself(), 1, WARM_UP_SECONDS);
		load(generator, dashboard(), AT_ONCE, WARM_UP_SECONDS);
	}

	/** Fills the history: the rate is that of facts. */
	Sample fill() throws IOException, InterruptedException {
		double cpu = this.service.cpu();
		long before = status().get("rows").asLong();
		Duration took = awaitFilled(this.service);
		long filled = this.facts.count() - before;
		return new Sample(filled * 1e9 / took.toNanos(), Double.NaN, Double.NaN, (this.service.cpu() - cpu) / filled,
				Double.NaN, "");
	}

	/** Fills the history, and waits until it has deleted redundant facts. */
	void fillAndCompact() throws IOException, InterruptedException {
		fill();
		await(this.service, (status) -> Instant.parse(status.get("compacted_through").asString("1970-01-01T00:00:00Z"))
			.isAfter(Instant.now().minus(Duration.ofDays(4))));
	}

	/** Waits until the history of a service is filled, and returns how long that took. */
	static Duration awaitFilled(MeasuredService service) throws IOException, InterruptedException {
		return await(service, (status) -> status.get("backfilled").asBoolean());
	}

	private static Duration await(MeasuredService service, Predicate<JsonNode> condition)
			throws IOException, InterruptedException {
		long start = System.nanoTime();
		for (JsonNode status = status(service); !condition.test(status); status = status(service)) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new IllegalStateException("The history is not filled: " + status);
			}
			Thread.sleep(20);
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/** Fills it, and measures the memory of one more start after some dashboards. */
	Sample fillAndRestart() throws IOException, InterruptedException {
		Sample filled = fill();
		long afterwards = this.service.resident();
		this.service.stop();
		this.service = startService();
		askDashboards(this.service);
		return new Sample(filled.rate(), filled.p50(), filled.p99(), filled.cpu(), this.service.resident(),
				"%d MB when just filled".formatted(afterwards / 1_000_000));
	}

	/** Asks for the dashboards of some users, whose answers must be whole. */
	static void askDashboards(MeasuredService service) throws IOException {
		for (int user = 0; user < DASHBOARDS; user++) {
			json(service, Setup.ANALYTICS + "user-" + user + "?days=30");
		}
	}

	private JsonNode status() throws IOException {
		return status(this.service);
	}

	private static JsonNode status(MeasuredService service) throws IOException {
		return json(service, "/api/v1/analytics/history");
	}

	private static JsonNode json(MeasuredService service, String path) throws IOException {
		try (var body = MeasuredService.open(Target.get(service.port(), path).bearer(Tokens.EVERYONE))
			.getInputStream()) {
			return JsonMapper.shared().readTree(body);
		}
	}

	/** Asks the database for what a dashboard needs, within the service's process. */
	Target itself() {
		return Target.get(this.service.constantPort(), "/history/" + Target.SOMEBODY);
	}

	/** Asks for a dashboard. */
	Target dashboard() {
		return Target.get(this.service.port(), Setup.ANALYTICS + Target.SOMEBODY + "?days=30").bearer(Tokens.EVERYONE);
	}

	Sample load(LoadGenerator generator, Target target, int clients, int seconds)
			throws IOException, InterruptedException {
		double before = this.service.cpu();
		int calls = this.upstream.callsAboutUsers();
		LoadResult load = generator.send(target, clients, Duration.ofSeconds(seconds));
		Sample sample = Sample.of(load, this.service.cpu() - before, Double.NaN);
		awaitIdle();
		return sample.withRemark("%d upstream %s".formatted(this.upstream.callsAboutUsers() - calls, sample.remark()));
	}

	/** Waits until it has answered also those who have left. */
	private void awaitIdle() throws InterruptedException {
		double before;
		do {
			before = this.service.cpu();
			Thread.sleep(300);
		}
		while (this.service.cpu() - before > IDLE * 300);
	}

	/** Asks once about the first user's days. */
	Sample answer(int days) throws IOException {
		return once(Setup.ANALYTICS + "user-0?days=" + days, "/summary/total_agent_runs");
	}

	/** Asks once about everyone's days. */
	Sample everyone(int days) throws IOException {
		return once("/api/v1/analytics/users?days=" + days, "/totals/user_count");
	}

	/** Asks once for the first user's months, of days that are settled. */
	Sample months() throws IOException {
		LocalDate end = LocalDate.now(ZoneOffset.UTC).minusDays(3);
		return once("%suser-0/history?start_date=%s&end_date=%s".formatted(Setup.ANALYTICS, end.minusDays(85), end),
				"/totals/total_agent_runs");
	}

	/** The same once they are kept. */
	Sample keptMonths() throws IOException, InterruptedException {
		months();
		await(this.service, (status) -> status.get("rollups").asLong() > 0);
		return months();
	}

	/** Asks once, and remarks the number at a place of the answer. */
	private Sample once(String path, String place) throws IOException {
		double cpu = this.service.cpu();
		long start = System.nanoTime();
		JsonNode answer = json(this.service, path);
		Duration took = Duration.ofNanos(System.nanoTime() - start);
		return Sample.ofOne(took, this.service.cpu() - cpu, Double.NaN, Double.NaN)
			.withRemark("from %s, %,d %s".formatted(answer.at("/meta/source").asString(), answer.at(place).asInt(),
					place.endsWith("runs") ? "runs" : "users"));
	}

	@Override
	public void close() {
		this.service.close();
		try (this.upstream) {
			this.database.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
