package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.bench.LoadGenerator.LoadResult;

/**
 * Clients that each read large answers one after the other, and leave when the time is
 * over.
 */
final class Downloads {

	private static final int BUFFER = 64 * 1024;

	private final List<Target> targets;

	private final long end;

	private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();

	private final LongAdder bytes = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private Downloads(List<Target> targets, Duration time) {
		this.targets = targets;
		this.end = System.nanoTime() + time.toNanos();
	}

	/**
	 * Reads until the time is over.
	 * @param targets the addresses for the first client, the second and so on, from the
	 * beginning again
	 * @return the figures of answers that were read to the end and of those that failed,
	 * with megabytes a second as the rate
	 */
	static LoadResult read(List<Target> targets, int clients, Duration time) throws InterruptedException {
		Downloads downloads = new Downloads(targets, time);
		List<Thread> threads = IntStream.range(0, clients)
			.mapToObj((client) -> new Thread(() -> downloads.read(client)))
			.toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		double[] sorted = downloads.millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return new LoadResult(sorted.length, downloads.bytes.sum() / (time.toNanos() / 1e3), percentile(sorted, 50),
				percentile(sorted, 99), downloads.failed.sum());
	}

	private void read(int client) {
		Target target = this.targets.get(client % this.targets.size());
		while (isTime()) {
			long start = System.nanoTime();
			try {
				if (read(target)) {
					this.millis.add((System.nanoTime() - start) / 1e6);
				}
			}
			catch (IOException ex) {
				this.failed.increment();
				pause();
			}
		}
	}

	/** Reads an answer; returns whether there was enough time to finish it. */
	private boolean read(Target target) throws IOException {
		HttpURLConnection connection = MeasuredService.open(target);
		try {
			InputStream body = connection.getInputStream();
			byte[] buffer = new byte[BUFFER];
			for (int read; isTime() && (read = body.read(buffer)) >= 0;) {
				this.bytes.add(read);
			}
			return isTime();
		}
		finally {
			connection.disconnect();
		}
	}

	private boolean isTime() {
		return System.nanoTime() < this.end;
	}

	/** Waits before the next request after a refusal. */
	private static void pause() {
		try {
			Thread.sleep(1000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static double percentile(double[] sorted, int percent) {
		return (sorted.length > 0) ? sorted[(sorted.length - 1) * percent / 100] : Double.NaN;
	}

}
