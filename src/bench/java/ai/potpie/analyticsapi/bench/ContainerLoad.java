package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.bench.LoadGenerator.LoadResult;

/**
 * Measures whether the service, run as in the image, survives heavy load in a container
 * with little memory.
 */
final class ContainerLoad {

	private static final String FILE = "spans-of-1-kb/raw?limit=100000&format=";

	private static final int EVERY_MILLIS = 20;

	private final LoadGenerator generator;

	private final Duration time;

	private final MemoryLimit limit;

	private final MeasuredService service;

	private final AtomicLong most = new AtomicLong();

	private ContainerLoad(LoadGenerator generator, Duration time, MemoryLimit limit, MeasuredService service) {
		this.generator = generator;
		this.time = time;
		this.limit = limit;
		this.service = service;
	}

	/**
	 * Sends each kind of load, and passes a sample of each on until the service is
	 * killed.
	 * @param time how long each kind of load is sent
	 */
	static void measure(Jdk jdk, Upstream upstream, LoadGenerator generator, int megabytes, Duration time,
			BiConsumer<String, Sample> samples) throws Exception {
		ServiceJar.forget(jdk);
		try (MemoryLimit limit = MemoryLimit.of(megabytes);
				MeasuredService service = MeasuredService.startInContainer(jdk, upstream, limit,
						ServiceJar.withCache(jdk))) {
			ContainerLoad load = new ContainerLoad(generator, time, limit, service);
			if (load.isStarted()) {
				load.measure(samples);
			}
			else {
				samples.accept("start", Sample.remark(load.end()));
			}
		}
	}

	private boolean isStarted() throws InterruptedException {
		try {
			this.service.awaitAnswer();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	private void measure(BiConsumer<String, Sample> samples) throws Exception {
		ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
		Future<?> watching = watch.scheduleAtFixedRate(this::watch, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
		try {
			for (Map.Entry<String, Callable<LoadResult>> kind : kinds().entrySet()) {
				if (this.service.isAlive()) {
					samples.accept(kind.getKey(), take(kind.getValue()));
				}
			}
			if (watching.isDone()) {
				// The watch ends only with a failure
				watching.get();
			}
		}
		finally {
			watch.shutdownNow();
		}
	}

	private void watch() {
		try {
			this.most.accumulateAndGet(this.limit.used(), Math::max);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Map<String, Callable<LoadResult>> kinds() {
		Target cold = get(Target.DISTINCT + "?days=30");
		Target warm = get(Setup.USER + "?days=30");
		Target raw = get("spans-of-200-kb/raw?limit=1000");
		Target csv = get(FILE + "csv").with("Accept-Encoding", "gzip");
		Target xlsx = get(FILE + "xlsx");
		Map<String, Callable<LoadResult>> kinds = new LinkedHashMap<>();
		kinds.put("cold", () -> send(cold));
		kinds.put("warm", () -> send(warm));
		kinds.put("`/raw` of 1,000 × 200 kB", () -> read(raw));
		kinds.put("CSV of 100,000 spans, gzip", () -> read(csv));
		kinds.put("XLSX of 100,000 spans", () -> read(xlsx));
		kinds.put("cold, warm, and these three",
				() -> together(List.of(() -> send(cold), () -> send(warm), () -> read(raw, csv, xlsx))));
		return kinds;
	}

	private Target get(String path) {
		return Target.get(this.service.port(), Setup.ANALYTICS + path).bearer(Tokens.EVERYONE);
	}

	private LoadResult send(Target target) throws IOException, InterruptedException {
		return this.generator.send(target, Setup.CLIENTS, this.time);
	}

	private LoadResult read(Target... targets) throws InterruptedException {
		return Downloads.read(List.of(targets), Setup.CLIENTS, this.time);
	}

	/** Runs several loads at the same time, and returns the figures of the last one. */
	private static LoadResult together(List<Callable<LoadResult>> loads) throws Exception {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			List<Future<LoadResult>> sent = threads.invokeAll(loads);
			return sent.get(sent.size() - 1).get();
		}
		finally {
			threads.shutdown();
		}
	}

	private Sample take(Callable<LoadResult> kind) throws Exception {
		this.most.set(0);
		long before = this.limit.readAgain();
		LoadResult load = kind.call();
		Sample sample = Sample.of(load, Double.NaN, this.most.get());
		return sample.withRemark(Stream.of("%,d answers".formatted(load.requests()), sample.remark(),
				"%,d pages read again".formatted(this.limit.readAgain() - before), this.service.isAlive() ? "" : end())
			.filter((remark) -> !remark.isEmpty())
			.collect(Collectors.joining(", ")));
	}

	private String end() throws IOException, InterruptedException {
		return this.limit.wasExceeded() ? "killed: more than its memory"
				: "ended by itself with " + this.service.exitValue();
	}

}
