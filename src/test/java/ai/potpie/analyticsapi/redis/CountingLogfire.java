package ai.potpie.analyticsapi.redis;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A Logfire that has the same answer for everyone, and counts how often it is asked.
 */
final class CountingLogfire implements AutoCloseable {

	private static final byte[] ANSWER = """
			{"schema":{},"data":[{"part":"outcome","bucket":null,"run_outcome":"success","run_count":3,"cost_nano":0,\
			"conversation_count":0,"message_count":0,"execution_count":0,"execution_us":0}]}"""
		.getBytes(StandardCharsets.UTF_8);

	private final AtomicInteger questions = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile Duration delay = Duration.ZERO;

	CountingLogfire() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/v2/query", this::answer);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** How often it was asked until now. */
	int questions() {
		return this.questions.get();
	}

	/** How long it takes from now on. */
	void take(Duration delay) {
		this.delay = delay;
	}

	private void answer(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		this.questions.incrementAndGet();
		try {
			Thread.sleep(this.delay.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, ANSWER.length);
		exchange.getResponseBody().write(ANSWER);
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
