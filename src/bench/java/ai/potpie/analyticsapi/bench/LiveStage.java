package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;

/**
 * A service with a history in memory, which reads each second from a local Logfire, and
 * many clients that watch.
 */
final class LiveStage implements AutoCloseable {

	private static final int STREAMS = 1_000;

	private static final int USERS = 200;

	private static final int AT_ONCE = 50;

	private static final int TURNS = 3;

	private static final String READ_TOKEN = "pylf_v1_us_bench";

	private static final String EVENT = "event: analytics";

	private static final long PATIENCE_NANOS = 300_000_000_000L;

	private final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));

	private final MeasuredService service;

	private final Selector selector = Selector.open();

	private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

	private LiveStage(Stage stage) throws IOException, InterruptedException {
		this.service = MeasuredService.start(stage.jdk(), stage.upstream(),
				Map.of("LOGFIRE_BASE_URL", this.logfire.baseUrl().toString(), "ANALYTICS_HISTORY_URL", "jdbc:duckdb:",
						"ANALYTICS_HISTORY_INTERVAL", "1s", "ANALYTICS_HISTORY_SHARE", "1", "LOGFIRE_RATE_LIMIT",
						"none", "ANALYTICS_LIVE_STREAMS_PER_USER", String.valueOf(STREAMS)),
				ServiceJar.extracted());
		this.service.awaitAnswer();
		RememberingService.awaitFilled(this.service);
	}

	/** Opens many streams and leaves them alone. */
	static Sample idle(Stage stage) throws IOException, InterruptedException {
		try (LiveStage live = new LiveStage(stage)) {
			live.store("user_0");
			live.open(0, USERS);
			long memory = live.service.liveBytes(stage.jdk());
			int threads = live.service.threads();
			live.open(USERS, STREAMS);
			Thread.sleep(5_000);
			double more = live.service.liveBytes(stage.jdk()) - memory;
			return new Sample(Double.NaN, Double.NaN, Double.NaN, Double.NaN, more,
					"heap: %.0f KB each, %d more threads".formatted(more / 1024 / (STREAMS - USERS),
							live.service.threads() - threads));
		}
	}

	/**
	 * Measures the time from the end of spans of all users to the events of all streams.
	 */
	static Sample pushed(Stage stage) throws IOException, InterruptedException {
		try (LiveStage live = new LiveStage(stage)) {
			live.open(0, STREAMS);
			double[] lags = {};
			double cpu = live.service.cpu();
			for (int turn = 0; turn < TURNS; turn++) {
				long start = System.nanoTime();
				for (int user = 0; user < USERS; user++) {
					live.store("user_" + user);
				}
				lags = live.receive(STREAMS).stream().mapToDouble((at) -> (at - start) / 1e6).sorted().toArray();
			}
			double seconds = (lags[STREAMS - 1] - lags[0]) / 1e3;
			return new Sample(STREAMS / seconds, lags[STREAMS / 2], lags[STREAMS * 99 / 100],
					(live.service.cpu() - cpu) / TURNS / STREAMS, Double.NaN, "");
		}
	}

	private void store(String user) {
		Instant now = Instant.now();
		String trace = "%016x%016x".formatted(System.nanoTime(), user.hashCode());
		this.logfire.store(List.of(SpanRecord.builder(trace, trace.substring(0, 16), "agent_run_usage")
			.time(now.minusSeconds(1), now)
			.attributes(Map.of("user_id", user, "run_id", trace, "actual_cost", 0.25))
			.build()));
	}

	/** Opens streams, some at a time, and waits for the first event of each. */
	private void open(int first, int end) throws IOException {
		for (int i = first; i < end; i += AT_ONCE) {
			int more = Math.min(AT_ONCE, end - i);
			for (int j = i; j < i + more; j++) {
				open("user_" + j % USERS);
			}
			receive(more);
		}
	}

	private void open(String user) throws IOException {
		SocketChannel channel = SocketChannel
			.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.service.port()));
		channel.write(StandardCharsets.US_ASCII.encode("""
				GET %s%s/live?days=7 HTTP/1.1\r
				Host: localhost\r
				Authorization: Bearer %s\r
				\r
				""".formatted(Setup.ANALYTICS, user, Tokens.EVERYONE)));
		channel.configureBlocking(false);
		channel.register(this.selector, SelectionKey.OP_READ);
	}

	/** Receives an event from so many streams, and returns when each came. */
	private List<Long> receive(int count) throws IOException {
		List<Long> times = new ArrayList<>();
		long start = System.nanoTime();
		while (times.size() < count) {
			if (System.nanoTime() - start > PATIENCE_NANOS) {
				throw new IllegalStateException("%d of %d events came".formatted(times.size(), count));
			}
			this.selector.select(1_000);
			for (SelectionKey key : this.selector.selectedKeys()) {
				this.buffer.clear();
				((SocketChannel) key.channel()).read(this.buffer);
				if (StandardCharsets.ISO_8859_1.decode(this.buffer.flip()).toString().contains(EVENT)) {
					times.add(System.nanoTime());
				}
			}
			this.selector.selectedKeys().clear();
		}
		return times;
	}

	@Override
	public void close() throws IOException {
		for (SelectionKey key : this.selector.keys()) {
			key.channel().close();
		}
		this.selector.close();
		this.service.close();
		this.logfire.close();
	}

}
