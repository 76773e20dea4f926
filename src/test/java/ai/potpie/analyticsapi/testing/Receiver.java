package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receiver of alerts, which answers as a test says: with 204 at first.
 */
public final class Receiver implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private volatile HttpHandler answer = (exchange) -> exchange.sendResponseHeaders(204, -1);

	public Receiver() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.server.createContext("/", this::take);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(new Request(exchange.getRequestURI().getPath(), header(exchange, "webhook-id"),
					header(exchange, "webhook-timestamp"), header(exchange, "webhook-signature"), body));
			this.answer.handle(exchange);
		}
	}

	private static String header(HttpExchange exchange, String name) {
		return String.valueOf(exchange.getRequestHeaders().getFirst(name));
	}

	/** Answers like this from now on. */
	public void answer(HttpHandler answer) {
		this.answer = answer;
	}

	/** Answers with a status from now on. */
	public void answer(int status, String... headers) {
		answer((exchange) -> {
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			exchange.sendResponseHeaders(status, -1);
		});
	}

	public String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** All that was sent until now. */
	public List<Request> requests() {
		return List.copyOf(this.requests);
	}

	public void forget() {
		this.requests.clear();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * A request.
	 *
	 * @param path its path
	 * @param id its {@code webhook-id}
	 * @param timestamp its {@code webhook-timestamp}
	 * @param signature its {@code webhook-signature}
	 * @param body its body
	 */
	public record Request(String path, String id, String timestamp, String signature, String body) {

		public JsonNode json() {
			return JsonMapper.shared().readTree(this.body);
		}

		/** What a webhook tells. */
		public JsonNode data() {
			return json().get("data");
		}

	}

}
