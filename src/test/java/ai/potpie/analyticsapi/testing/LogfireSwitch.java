package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A Logfire that hands on what it is asked to another one, which can be changed.
 */
public final class LogfireSwitch implements AutoCloseable {

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final AtomicInteger queries = new AtomicInteger();

	private final HttpServer server;

	private final UnaryOperator<byte[]> change;

	private volatile URI target;

	private volatile Predicate<HttpExchange> plan = (query) -> true;

	private final AtomicInteger refused = new AtomicInteger();

	public LogfireSwitch(URI target) throws IOException {
		this(target, UnaryOperator.identity());
	}

	/** Changes what Logfire answers. */
	public LogfireSwitch(URI target, UnaryOperator<byte[]> change) throws IOException {
		this.target = target;
		this.change = change;
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", this::handOn);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	public void askFromNowOn(URI target) {
		this.target = target;
	}

	/** Refuses queries from now on that are too many for a plan. */
	public void limitTo(Predicate<HttpExchange> plan) {
		this.plan = plan;
	}

	/** How many were too many until now. */
	public int refused() {
		return this.refused.get();
	}

	/** How many came until now. */
	public int queries() {
		return this.queries.get();
	}

	private void handOn(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (exchange.getRequestURI().getPath().equals("/v2/query")) {
				this.queries.incrementAndGet();
				if (!this.plan.test(exchange)) {
					this.refused.incrementAndGet();
					exchange.getResponseHeaders().set("Retry-After", "1");
					exchange.sendResponseHeaders(429, -1);
					return;
				}
			}
			HttpResponse<byte[]> answer = Http.send(request(exchange), HttpResponse.BodyHandlers.ofByteArray());
			answer.headers()
				.firstValue("Content-Type")
				.ifPresent((type) -> exchange.getResponseHeaders().set("Content-Type", type));
			byte[] body = this.change.apply(answer.body());
			exchange.sendResponseHeaders(answer.statusCode(), body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private HttpRequest request(HttpExchange exchange) throws IOException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.target.resolve(exchange.getRequestURI()));
		for (String name : new String[] { "Authorization", "Accept", "Content-Type" }) {
			String value = exchange.getRequestHeaders().getFirst(name);
			if (value != null) {
				request.header(name, value);
			}
		}
		byte[] body = exchange.getRequestBody().readAllBytes();
		return request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body)).build();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
