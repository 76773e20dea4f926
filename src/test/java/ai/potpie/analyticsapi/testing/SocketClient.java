package ai.potpie.analyticsapi.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of a WebSocket, which keeps what it receives.
 */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

	private final CompletableFuture<Integer> closed = new CompletableFuture<>();

	private final AtomicInteger pings = new AtomicInteger();

	private final StringBuilder part = new StringBuilder();

	private final WebSocket socket;

	private volatile String reason = "";

	private SocketClient(int port, String path, @Nullable String token) {
		WebSocket.Builder builder = CLIENT.newWebSocketBuilder().subprotocols("analytics.v1");
		if (token != null) {
			builder.header("Authorization", "Bearer " + token);
		}
		this.socket = builder.buildAsync(URI.create("ws://localhost:" + port + path), this).join();
	}

	/** Opens a socket without a token. */
	public static SocketClient open(int port, String path) {
		return new SocketClient(port, path, null);
	}

	/** Opens a socket with a token in its handshake. */
	public static SocketClient open(AnalyticsApi api, String path) {
		return new SocketClient(api.port(), path, api.token());
	}

	public String subprotocol() {
		return this.socket.getSubprotocol();
	}

	public void send(String message) {
		this.socket.sendText(message, true).join();
	}

	public void sendBinary() {
		this.socket.sendBinary(ByteBuffer.allocate(3), true).join();
	}

	public void subscribe(String id, String path) {
		send("{\"type\":\"subscribe\",\"id\":\"%s\",\"path\":\"%s\"}".formatted(id, path));
	}

	/** The next message, as it was sent. */
	public String nextText() {
		String message = nextOrNull(PATIENCE);
		assertThat(message).as("a message; closed: " + this.closed.getNow(0))
			.isNotNull()
			.matches(LiveMessages::isOfServer, "is as documented");
		return message;
	}

	public JsonNode next() {
		return JsonMapper.shared().readTree(nextText());
	}

	public @Nullable String nextOrNull(Duration patience) {
		try {
			return this.messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The code with which the server closes the socket. */
	public int closeCode() {
		return this.closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	public boolean isClosed() {
		return this.closed.isDone();
	}

	public String closeReason() {
		closeCode();
		return this.reason;
	}

	public int pings() {
		return this.pings.get();
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
		this.part.append(data);
		if (last) {
			this.messages.add(this.part.toString());
			this.part.setLength(0);
		}
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
		this.pings.incrementAndGet();
		socket.request(1);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
		this.reason = reason;
		this.closed.complete(code);
		return null;
	}

	@Override
	public void onError(WebSocket socket, Throwable error) {
		this.closed.complete(1006);
	}

	@Override
	public void close() {
		this.socket.abort();
	}

}
