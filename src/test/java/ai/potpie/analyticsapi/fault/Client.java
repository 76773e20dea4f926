package ai.potpie.analyticsapi.fault;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.testing.AnalyticsApi;

/**
 * A user of the service who looks at the clock.
 *
 * @param port where it is
 * @param token as whom
 */
record Client(int port, String token) {

	static final int USERS = 20;

	static final String ADMIN = token("admin");

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
		AnalyticsApi api = new AnalyticsApi(this.port, this.token);
		long begin = System.nanoTime();
		HttpResponse<byte[]> response = api.send(method, "/api/v1/analytics/user/" + path, BodyHandlers.ofByteArray(),
				headers);
		return new Received(response, Duration.ofNanos(System.nanoTime() - begin));
	}

}
