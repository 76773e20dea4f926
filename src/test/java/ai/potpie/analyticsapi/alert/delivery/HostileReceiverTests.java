package ai.potpie.analyticsapi.alert.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.alert.delivery.Channel.Type;
import ai.potpie.analyticsapi.alert.delivery.SendResult.Outcome;
import ai.potpie.analyticsapi.testing.Heap;
import ai.potpie.analyticsapi.testing.HeapTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receivers that fail in all ways, again and again: nothing of it stays in memory, and no
 * answer without an end is read to its end.
 */
@HeapTest
@Timeout(60)
class HostileReceiverTests {

	private static final int TIMES = 300;

	private static final int AT_ONCE = 8;

	private static final long A_MEGABYTE = 1_000_000;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final ReceiverClient client = new ReceiverClient(Clock.systemUTC());

	private ServerSocket server;

	@AfterEach
	void stop() throws IOException {
		this.client.close();
		this.server.close();
		this.threads.shutdownNow();
	}

	@ParameterizedTest
	@EnumSource
	void nothingStays(Hostile receiver) throws Exception {
		start(receiver);
		send(receiver, 50);
		assertThat(Heap.takenBy(() -> send(receiver, TIMES))).isLessThan(A_MEGABYTE);
	}

	private List<SendResult> send(Hostile receiver, int times) {
		IntStream.range(0, times).forEach((i) -> assertThat(send().outcome()).isEqualTo(receiver.outcome));
		return List.of();
	}

	@Test
	void nothingStaysOfReceiversThatHang() throws Exception {
		start(Hostile.CLOSED);
		send(Hostile.CLOSED, 50);
		this.server.close();
		this.server = new ServerSocket(0, AT_ONCE, InetAddress.getLoopbackAddress());
		assertThat(Heap.takenBy(() -> {
			IntStream.range(0, AT_ONCE)
				.mapToObj((i) -> CompletableFuture.supplyAsync(this::send, this.threads))
				.toList()
				.forEach((sent) -> assertThat(sent).succeedsWithin(20, TimeUnit.SECONDS)
					.returns(Outcome.NO_ANSWER, SendResult::outcome));
			return null;
		})).isLessThan(A_MEGABYTE);
	}

	private SendResult send() {
		URI url = URI.create("http://127.0.0.1:" + this.server.getLocalPort());
		return this.client.send(new Channel("ops", Type.WEBHOOK, url, List.of(), "", true),
				new Message(url, Map.of("webhook-id", "msg_1"), "{}".repeat(1000)));
	}

	private void start(Hostile receiver) throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		ServerSocket accepting = this.server;
		this.threads.execute(() -> {
			while (!accepting.isClosed()) {
				try {
					Socket client = accepting.accept();
					this.threads.execute(() -> answer(receiver, client));
				}
				catch (IOException ex) {
					// The test is over
				}
			}
		});
	}

	private static void answer(Hostile receiver, Socket client) {
		try (client; OutputStream answer = client.getOutputStream()) {
			client.getInputStream().read(new byte[64 * 1024]);
			answer.write(receiver.begin.getBytes(StandardCharsets.US_ASCII));
			byte[] more = receiver.more.repeat(1000).getBytes(StandardCharsets.US_ASCII);
			while (more.length > 0) {
				answer.write(more);
			}
			client.shutdownOutput();
			client.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			// The client has had enough
		}
	}

	/** What a receiver answers: a beginning, and then more without an end. */
	enum Hostile {

		ERROR(Outcome.FAILED, "HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\nNo", ""),

		GONE(Outcome.GONE, "HTTP/1.1 410 Gone\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", ""),

		TOO_MANY(Outcome.FAILED, "HTTP/1.1 429 No\r\nRetry-After: 7\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
				""),

		REDIRECT(Outcome.FAILED, "HTTP/1.1 307 There\r\nLocation: /\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
				""),

		CLOSED(Outcome.NO_ANSWER, "", ""),

		GARBAGE(Outcome.NO_ANSWER, "I am no HTTP\r\n".repeat(100), ""),

		ENDLESS_BODY(Outcome.DELIVERED, "HTTP/1.1 200 OK\r\n\r\n", "more"),

		ENDLESS_ERROR(Outcome.FAILED, "HTTP/1.1 500 No\r\n\r\n", "more"),

		ENDLESS_CHUNKS(Outcome.DELIVERED, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nmore\r\n"),

		ENDLESS_TRAILERS(Outcome.NO_ANSWER, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
				"more: 1\r\n"),

		ENDLESS_STATUS(Outcome.NO_ANSWER, "HTTP/1.1 200 ", "more"),

		ENDLESS_HEADER(Outcome.NO_ANSWER, "HTTP/1.1 200 OK\r\nX: ", "more"),

		ENDLESS_HEADERS(Outcome.NO_ANSWER, "HTTP/1.1 200 OK\r\n", "more: 1\r\n");

		private final Outcome outcome;

		private final String begin;

		private final String more;

		Hostile(Outcome outcome, String begin, String more) {
			this.outcome = outcome;
			this.begin = begin;
			this.more = more;
		}

	}

}
