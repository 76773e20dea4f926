package ai.potpie.analyticsapi.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks the service.
 *
 * @param port where it is
 * @param token as whom
 */
record Client(int port, String token) {

	static final int USERS = 20;

	static final String ADMIN = token("admin");

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	static Client of(int port) {
		return new Client(port, ADMIN);
	}

	/** The setting for a token that reads everyone, and one for each user. */
	static String tokens() {
		return IntStream.range(0, USERS)
			.mapToObj((i) -> user(i) + "=" + token(user(i)))
			.collect(Collectors.joining(",", "*=" + ADMIN + ",", ""));
	}

	static String user(int number) {
		return "user_%02d".formatted(number);
	}

	static String token(String user) {
		return UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
	}

	/** The path is behind {@code /api/v1/analytics/user/}. */
	Received ask(String path, String... headers) {
		return send("GET", path, headers);
	}

	Received send(String method, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://localhost:%d/api/v1/analytics/user/%s".formatted(this.port, path)))
			.timeout(Duration.ofMinutes(1))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.header("Authorization", "Bearer " + this.token);
		if (headers.length > 0) {
			request.headers(headers);
		}
		long begin = System.nanoTime();
		try {
			HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
			return new Received(response, Duration.ofNanos(System.nanoTime() - begin));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
