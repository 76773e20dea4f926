package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class SocketTests extends LiveTestBase {

	private static final String PATH = ROOT + "/live";

	private static final Duration A_MOMENT = Duration.ofSeconds(3);

	private static final String GOOD = "https://dashboard.example.com";

	@Override
	List<String> settings() {
		return List.of("--analytics.cors-allowed-origins=" + GOOD, "--analytics.live-streams-per-user=50");
	}

	private SocketClient open() {
		return SocketClient.open(this.service.port(), PATH);
	}

	private static String auth(String token) {
		return "{\"type\":\"auth\",\"token\":\"" + token + "\"}";
	}

	@Test
	void aSubscriptionHasTheBytesOfTheGetAndThenThoseOfEachChange() {
		String path = "/user/socket_user?days=3&timezone=Europe/Paris";
		try (SocketClient socket = open()) {
			assertThat(socket.subprotocol()).isEqualTo("analytics.v1");
			socket.send(auth(AnalyticsApi.ADMIN_TOKEN));
			JsonNode ready = socket.next();
			assertThat(ready.get("type").asString()).isEqualTo("ready");
			assertThat(ready.get("user_id").isNull()).isTrue();
			socket.subscribe("a", path);
			String snapshot = socket.nextText();
			assertThat(snapshot).startsWith("{\"type\":\"snapshot\",\"id\":\"a\",\"etag\":\"\\\"")
				.endsWith("\"body\":" + admin().get(ROOT + path).body() + "}");
			run("socket_user");
			String pushed = socket.nextOrNull(A_MOMENT);
			var get = admin().get(ROOT + path);
			assertThat(pushed).endsWith("\"body\":" + get.body() + "}");
			assertThat(json(pushed).get("etag").asString()).isEqualTo(get.headers().firstValue("ETag").orElseThrow());
			assertThat(json(pushed).at("/body/summary/total_agent_runs").asInt()).isEqualTo(1);
			socket.send("{\"type\":\"unsubscribe\",\"id\":\"a\"}");
			run("socket_user");
			assertThat(socket.nextOrNull(A_MOMENT)).isNull();
		}
	}

	@Test
	void oneSocketHasSeveralSubscriptionsAndSoManyAtMost() {
		try (SocketClient socket = SocketClient.open(user(), PATH)) {
			JsonNode ready = socket.next();
			assertThat(ready.get("user_id").asString()).isEqualTo(USER);
			List<String> paths = List.of("/me", "/me/usage", "/me/compare?days=2", "/me/summary",
					"/user/user_123?days=1");
			for (int i = 0; i < 10; i++) {
				socket.subscribe("s" + i, paths.get(i % paths.size()));
				assertThat(socket.next().get("id").asString()).isEqualTo("s" + i);
			}
			socket.subscribe("s3", "/me");
			assertThat(socket.next().get("type").asString()).as("in place of the other").isEqualTo("snapshot");
			socket.subscribe("s10", "/me");
			JsonNode problem = socket.next();
			assertThat(problem.at("/problem/status").asInt()).isEqualTo(429);
			assertThat(problem.at("/problem/detail").asString()).contains("10 subscriptions");
			assertThat(socket.closeCode()).isEqualTo(4429);
		}
	}

	@Test
	void whatIsWrongIsAProblem() {
		try (SocketClient socket = SocketClient.open(user(), PATH)) {
			socket.next();
			assertProblem(socket, "/me?days=0", 400, "\"parameter\":\"days\"");
			assertProblem(socket, "/me?day=1", 400, "is not a parameter here");
			assertProblem(socket, "/me?days=%zz", 400, "malformed");
			assertProblem(socket, "/user/a;b", 400, "malformed");
			assertProblem(socket, "/user/../users", 400, "malformed");
			assertProblem(socket, "/user/%2e%2e", 400, "");
			assertProblem(socket, "/me/raw", 404, "nothing at this path");
			assertProblem(socket, "/me/runs", 404, "nothing at this path");
			assertProblem(socket, "/me?format=csv", 406, "");
			socket.subscribe("x", "/me");
			assertThat(socket.next().get("type").asString()).isEqualTo("snapshot");
		}
	}

	private void assertProblem(SocketClient socket, String path, int status, String detail) {
		socket.subscribe("p", path);
		String message = socket.nextText();
		assertThat(json(message).at("/problem/status").asInt()).as(path + " " + message).isEqualTo(status);
		assertThat(message).contains("\"type\":\"problem\",\"id\":\"p\"", detail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/user/user_124", "/user/user_124/usage", "/users", "/user/user%5f124" })
	void whoAsksForOthersIsSentAway(String path) {
		try (SocketClient socket = SocketClient.open(user(), PATH)) {
			socket.next();
			socket.subscribe("a", path);
			assertThat(socket.next().at("/problem/status").asInt()).isEqualTo(403);
			assertThat(socket.closeCode()).isEqualTo(4403);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "hello", "[]", "null", "{}", "{\"type\":\"auth\"}", "{\"type\":\"hello\"}",
			"{\"type\":\"subscribe\",\"id\":\"a b\",\"path\":\"/me\"}",
			"{\"type\":\"subscribe\",\"id\":\"a\",\"path\":\"me\"}",
			"{\"type\":\"subscribe\",\"id\":\"a\",\"path\":\"/me\",\"more\":1}", "{\"type\":0}",
			"{\"type\":\"unsubscribe\",\"id\":\"a\",\"type\":\"unsubscribe\"}" })
	void whatIsNoMessageClosesTheSocket(String text) {
		try (SocketClient socket = SocketClient.open(user(), PATH)) {
			socket.next();
			socket.send(text);
			assertThat(socket.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void onlyShortTextsAreRead() {
		try (SocketClient binary = SocketClient.open(user(), PATH);
				SocketClient large = SocketClient.open(user(), PATH);
				SocketClient bytes = SocketClient.open(user(), PATH)) {
			binary.next();
			binary.sendBinary();
			assertThat(binary.closeCode()).isEqualTo(1003);
			large.next();
			large.send(" ".repeat(4097));
			assertThat(large.closeCode()).isEqualTo(1009);
			bytes.next();
			bytes.send("\u00e9".repeat(2049));
			assertThat(bytes.closeCode()).isEqualTo(1009);
		}
	}

	@Test
	void whoDoesNotSayWhoItIsHasToGo() {
		try (SocketClient silent = open(); SocketClient wrong = open(); SocketClient early = open()) {
			wrong.send(auth("unknown"));
			assertThat(wrong.closeCode()).isEqualTo(4401);
			early.subscribe("a", "/me");
			assertThat(early.closeCode()).isEqualTo(4401);
			long start = System.nanoTime();
			assertThat(silent.closeCode()).isEqualTo(4401);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
		}
	}

	@Test
	void silentSocketsDoNotKeepOthersOut() {
		List<SocketClient> silent = new ArrayList<>();
		try {
			for (int i = 0; i < 40; i++) {
				silent.add(open());
			}
			assertThat(silent.get(0).closeCode()).isIn(1013, 4401);
			try (SocketClient good = open()) {
				good.send(auth(AnalyticsApi.USER_TOKEN));
				assertThat(good.next().get("type").asString()).isEqualTo("ready");
			}
		}
		finally {
			silent.forEach(SocketClient::close);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example.com", "null", "https://dashboard.example.com.evil.com",
			"https://evil-dashboard.example.com", "http://dashboard.example.com", "https://dashboard.example.com:8443",
			"file://", "http://localhost.evil.com", "http://localhost@evil.com", "" })
	void pagesOfOtherOriginsAreRefused(String origin) {
		assertThat(handshake("Origin: " + origin)).startsWith("HTTP/1.1 403").contains("application/problem+json");
	}

	@Test
	void pagesOfKnownOriginsAndNoPagesAreNot() {
		assertThat(handshake("Origin: " + GOOD)).startsWith("HTTP/1.1 101");
		assertThat(handshake("Origin: http://localhost")).startsWith("HTTP/1.1 101");
		assertThat(handshake("Origin: https://localhost")).as("behind a proxy").startsWith("HTTP/1.1 101");
		assertThat(handshake("X: y")).startsWith("HTTP/1.1 101").contains("Sec-WebSocket-Protocol: analytics.v1");
	}

	@Test
	void otherRequestsGetAProblem() {
		assertProblem(426, "Open a WebSocket here", user().get(PATH));
		assertThat(handshake("Sec-WebSocket-Version: 7")).startsWith("HTTP/1.1 400")
			.contains("application/problem+json");
		assertThat(handshake("Authorization: Bearer unknown")).startsWith("HTTP/1.1 401");
		assertThat(send("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
			.startsWith("HTTP/1.1 400")
			.contains("must offer analytics.v1");
	}

	private String handshake(String header) {
		return send(header, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
				"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: analytics.v1");
	}

	private String send(String... headers) {
		try (RawConnection connection = new RawConnection(this.service.port())) {
			connection.send(RawConnection.request(PATH, headers));
			byte[] head = new byte[4000];
			return new String(head, 0, Math.max(0, connection.read(head)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void bothKindsOfStreamsSeeTheSame() {
		try (EventStream events = watch(admin(), "/user/both/live");
				SocketClient socket = SocketClient.open(admin(), PATH)) {
			socket.next();
			socket.subscribe("a", "/user/both");
			socket.next();
			events.next();
			run("both");
			EventStream.Event event = events.next(A_MOMENT);
			assertThat(socket.nextText()).endsWith("\"body\":" + event.data() + "}");
		}
	}

	@Test
	void pingsKeepTheSocketAlive() throws Exception {
		try (SocketClient socket = SocketClient.open(user(), PATH)) {
			Thread.sleep(45_000);
			assertThat(socket.pings()).isEqualTo(2);
			assertThat(socket.isClosed()).isFalse();
		}
	}

}
