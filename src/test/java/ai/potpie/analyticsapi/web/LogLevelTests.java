package ai.potpie.analyticsapi.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process that logs all it can logs no secret: none of its own, and none of those who
 * ask.
 */
class LogLevelTests {

	private static final String READ_TOKEN = "pylf_v1_us_NeverToBeSeenByAnyone0123456789";

	private static final String REDIS_PASSWORD = "n0Passw0rdF0rAnyb0dy";

	private static final String OTLP_TOKEN = "n0TokenF0rTelemetry";

	private static final String UNKNOWN_TOKEN = "aT0kenThatN0b0dyKn0ws";

	private static final List<String> PATHS = List.of("/api/v1/analytics/user/user_123",
			"/api/v1/analytics/user/user_123/raw", "/api/v1/analytics/me/runs?limit=1", "/api/v1/analytics/users",
			"/api/v1/analytics/user/user_456", "/nothing", "/api/v1/analytics/me?days=x");

	private final TestKey key = TestKey.rsa("rsa-1");

	private final TestIssuer issuer = new TestIssuer(this.key);

	private final ScriptedLogfire logfire = ScriptedLogfire.replying(LogfireReplies.answer(3, 0));

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.logfire.close();
	}

	@Test
	void secretsStayOutOfTheLogWhateverLevelIsSet() throws Exception {
		String jwt = TestJwt.of(this.issuer.name(), this.key).token();
		String badJwt = TestJwt.of(this.issuer.name(), TestKey.rsa("rsa-1")).claim("sub", "another").token();
		try (ServerSocket redis = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				ServiceProcess service = start(redis)) {
			List<Integer> statuses = new ArrayList<>();
			for (String path : PATHS) {
				for (String token : List.of(HttpTestBase.TOKEN, jwt, badJwt, UNKNOWN_TOKEN)) {
					statuses.add(ask(service, path, "Authorization: Bearer " + token));
					// What no server takes for a header, or for an address, has one in it
					statuses.add(ask(service, path, "Authorization\u0001: Bearer " + token));
					statuses.add(ask(service, path, "Authorization : Bearer " + token));
					statuses.add(ask(service, path, "X: y\u0000" + token));
					statuses.add(ask(service, path + "#<" + token, "X: y"));
					statuses.add(ask(service, path + "?access_token=" + token + "\"", "X: y"));
				}
			}
			assertThat(statuses).contains(200, 400, 401, 403, 404).allMatch((status) -> status < 500);
			await().untilAsserted(() -> assertThat(service.log()).contains("Redis at 127.0.0.1"));
			service.terminate();
			service.exitValue();
			String log = service.log();
			assertThat(log).contains("Started AnalyticsApplication");
			for (String secret : List.of(READ_TOKEN, REDIS_PASSWORD, OTLP_TOKEN, UNKNOWN_TOKEN, HttpTestBase.TOKEN,
					jwt.split("\\.")[1], jwt.split("\\.")[2], badJwt.split("\\.")[1], badJwt.split("\\.")[2])) {
				String base64 = Base64.getEncoder()
					.withoutPadding()
					.encodeToString(secret.getBytes(StandardCharsets.UTF_8));
				assertThat(log.lines().filter((line) -> line.contains(secret) || line.contains(base64))).as(secret)
					.isEmpty();
			}
		}
	}

	private ServiceProcess start(ServerSocket redis) throws IOException {
		Thread server = new Thread(() -> serve(redis), "redis");
		server.setDaemon(true);
		server.start();
		return ServiceProcess.in(this.directory)
			.with("--logging.level.root=TRACE", "--debug", "--trace", "--logging.level.org.apache=TRACE",
					"--logging.level.org.springframework=TRACE", "--logging.level.ai.potpie=TRACE",
					"--analytics.rate-limit=0", "--analytics.drain-period=0s",
					"--logfire.base-url=" + this.logfire.url(), "--logfire.read-token=" + READ_TOKEN,
					"--analytics.api-tokens=user_123=" + HttpTestBase.TOKEN,
					"--analytics.jwt.issuer=" + this.issuer.name(), "--analytics.jwt.audience=analytics",
					"--analytics.redis.url=redis://:%s@127.0.0.1:%d".formatted(REDIS_PASSWORD, redis.getLocalPort()),
					"--OTEL_EXPORTER_OTLP_ENDPOINT=" + this.logfire.url(),
					"--OTEL_EXPORTER_OTLP_HEADERS=Authorization=" + OTLP_TOKEN)
			.start();
	}

	private static int ask(ServiceProcess service, String target, String header) {
		return RawConnection.exchange(service.port(), RawConnection.request(target, header, "Connection: close"))
			.status();
	}

	/** Says yes to every command, but for one that it is too old for. */
	private static void serve(ServerSocket redis) {
		while (!redis.isClosed()) {
			try (Socket client = redis.accept()) {
				InputStream commands = client.getInputStream();
				byte[] buffer = new byte[10_000];
				for (int size = commands.read(buffer); size > 0; size = commands.read(buffer)) {
					String sent = new String(buffer, 0, size, StandardCharsets.US_ASCII);
					String answer = sent.contains("HELLO") ? "-ERR unknown command 'HELLO'\r\n"
							: "+OK\r\n".repeat((int) sent.lines().filter((line) -> line.startsWith("*")).count());
					client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
				}
			}
			catch (IOException ex) {
				if (!redis.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

}
