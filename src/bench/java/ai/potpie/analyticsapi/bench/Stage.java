package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import ai.potpie.analyticsapi.bench.LoadGenerator.LoadResult;

/**
 * Two running services on one JDK: one with ample memory, one with very little.
 */
final class Stage implements AutoCloseable {

	private static final int TURNS_TO_WARM_UP = 4;

	private static final Duration WARM_UP = Duration.ofSeconds(1);

	/** Longer, because requests to Logfire run far more code. */
	private static final Duration COLD_WARM_UP = Duration.ofSeconds(5);

	private final Jdk jdk;

	private final Upstream upstream;

	private final LoadGenerator generator;

	private final MeasuredService service;

	private final MeasuredService small;

	private final String jwt;

	private final Map<HistoryEngine, RememberingService> histories = new EnumMap<>(HistoryEngine.class);

	private final Map<HistoryEngine, RememberingService> historiesOfOneUser = new EnumMap<>(HistoryEngine.class);

	private final Map<HistoryEngine, RememberingService> historiesOfManyUsers = new EnumMap<>(HistoryEngine.class);

	private Stage(Jdk jdk, Upstream upstream, LoadGenerator generator, String jwt) throws IOException {
		this.jdk = jdk;
		this.upstream = upstream;
		this.generator = generator;
		this.jwt = jwt;
		this.service = MeasuredService.start(jdk, upstream, ServiceJar.together(ConstantAndService.class));
		this.small = MeasuredService.start(jdk, upstream, ServiceJar.together(ConstantAndService.class, "-Xmx128m"));
	}

	static Stage start(Jdk jdk, Upstream upstream, LoadGenerator generator, String jwt)
			throws IOException, InterruptedException {
		Stage stage = new Stage(jdk, upstream, generator, jwt);
		stage.service.awaitAnswer();
		stage.small.awaitAnswer();
		stage.serveConstantly(read(stage.analytics(Setup.WARM)));
		// In turns, as they are measured, because the JIT compiles code for the requests
		// seen so far
		for (int turn = 0; turn < TURNS_TO_WARM_UP; turn++) {
			for (Target target : new Target[] { stage.constant(), stage.analytics(Setup.WARM), stage.withJwt(),
					stage.known(), stage.compressed() }) {
				generator.send(target, Setup.CLIENTS, WARM_UP);
			}
			generator.send(stage.cold(), Setup.CLIENTS, COLD_WARM_UP);
		}
		return stage;
	}

	Jdk jdk() {
		return this.jdk;
	}

	Upstream upstream() {
		return this.upstream;
	}

	LoadGenerator generator() {
		return this.generator;
	}

	/** A service with the history of many users. */
	RememberingService history(HistoryEngine engine) throws IOException, InterruptedException {
		RememberingService history = this.histories.get(engine);
		if (history == null) {
			history = RememberingService.start(this.jdk, engine, UpstreamFacts.ofUsers());
			this.histories.put(engine, history);
			history.fillAndWarmUp(this.generator);
		}
		return history;
	}

	/** A service with the history of one user who has very many facts. */
	RememberingService historyOfOneUser(HistoryEngine engine) throws IOException, InterruptedException {
		return filled(engine, UpstreamFacts.ofOneUser(), this.historiesOfOneUser);
	}

	/** A service with the history of very many users. */
	RememberingService historyOfManyUsers(HistoryEngine engine) throws IOException, InterruptedException {
		return filled(engine, UpstreamFacts.ofManyUsers(), this.historiesOfManyUsers);
	}

	private RememberingService filled(HistoryEngine engine, UpstreamFacts facts,
			Map<HistoryEngine, RememberingService> histories) throws IOException, InterruptedException {
		RememberingService history = histories.get(engine);
		if (history == null) {
			history = RememberingService.start(this.jdk, engine, facts);
			histories.put(engine, history);
			history.fillAndCompact();
		}
		return history;
	}

	private void serveConstantly(byte[] bytes) throws IOException {
		HttpURLConnection connection = MeasuredService.open(constant());
		connection.setRequestMethod("PUT");
		connection.setDoOutput(true);
		connection.setRequestProperty("Content-Type", "application/octet-stream");
		connection.getOutputStream().write(bytes);
		if (connection.getResponseCode() != 200) {
			throw new IllegalStateException("The constant bytes were not taken");
		}
	}

	Target constant() {
		return Target.get(this.service.constantPort(), "/");
	}

	Target analytics(String path) {
		return Target.get(this.service.port(), path).bearer(Tokens.OWN);
	}

	Target withJwt() {
		return Target.get(this.service.port(), Setup.WARM).bearer(this.jwt);
	}

	/** Asks with {@code If-None-Match} for an answer that has not changed. */
	Target known() throws IOException {
		Target target = analytics(Setup.WARM);
		return target.with("If-None-Match", MeasuredService.open(target).getHeaderField("ETag"));
	}

	Target compressed() {
		return analytics(Setup.WARM).with("Accept-Encoding", "gzip");
	}

	/** Asks about a new user each time, whose answer is not stored. */
	Target cold() {
		return Target.get(this.service.port(), Setup.ANALYTICS + Target.DISTINCT + "?days=30").bearer(Tokens.EVERYONE);
	}

	/** Sends requests to the service, or to the other program in its process. */
	Sample load(Target target, int clients, int seconds) throws IOException, InterruptedException {
		double before = this.service.cpu();
		LoadResult load = this.generator.send(target, clients, Duration.ofSeconds(seconds));
		return Sample.of(load, this.service.cpu() - before, Double.NaN);
	}

	/** Sends requests directly to the upstream, as the service would. */
	Sample loadUpstream(int seconds) throws IOException, InterruptedException {
		LoadResult load = this.generator.send(
				Target.get(this.upstream.port(), "/v2/query").post("{\"sql\":\"SELECT 1\",\"limit\":10000}"), 1,
				Duration.ofSeconds(seconds));
		return Sample.of(load, Double.NaN, Double.NaN);
	}

	/** Reads a large answer once, and measures the service's memory meanwhile. */
	Sample download(String path) throws IOException, InterruptedException {
		Target target = Target.get(this.small.port(), path).bearer(Tokens.EVERYONE);
		AtomicLong most = new AtomicLong();
		ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
		watch.scheduleAtFixedRate(() -> most.accumulateAndGet(this.small.resident(), Math::max), 0, 20,
				TimeUnit.MILLISECONDS);
		double cpu = this.small.cpu();
		long start = System.nanoTime();
		try {
			HttpURLConnection connection = MeasuredService.open(target);
			if (connection.getResponseCode() != 200) {
				throw new IllegalStateException(
						"%s was answered with %d: %s".formatted(path, connection.getResponseCode(),
								new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)));
			}
			long size = connection.getInputStream().transferTo(OutputStream.nullOutputStream());
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			return Sample.ofOne(took, this.small.cpu() - cpu, most.get(), size * 1e3 / took.toNanos());
		}
		finally {
			watch.shutdownNow();
		}
	}

	/** Measures the start of one more service. */
	Sample startUp(String... arguments) throws IOException, InterruptedException {
		try (MeasuredService started = MeasuredService.start(this.jdk, this.upstream, arguments)) {
			Duration took = started.awaitAnswer();
			double cpu = started.cpu();
			Thread.sleep(1000);
			return Sample.ofOne(took, cpu, started.resident(), Double.NaN);
		}
	}

	/** Measures the memory of one more service, without a history. */
	Sample answerWithoutHistory() throws IOException, InterruptedException {
		try (MeasuredService started = MeasuredService.start(this.jdk, this.upstream,
				ServiceJar.together(ConstantAndService.class))) {
			started.awaitAnswer();
			RememberingService.askDashboards(started);
			return new Sample(Double.NaN, Double.NaN, Double.NaN, Double.NaN, started.resident(), "");
		}
	}

	private static byte[] read(Target target) throws IOException {
		try (InputStream body = MeasuredService.open(target).getInputStream()) {
			return body.readAllBytes();
		}
	}

	@Override
	public void close() {
		this.service.close();
		this.small.close();
		this.histories.values().forEach(RememberingService::close);
		this.historiesOfOneUser.values().forEach(RememberingService::close);
		this.historiesOfManyUsers.values().forEach(RememberingService::close);
	}

}
