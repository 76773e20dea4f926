package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import ai.potpie.analyticsapi.Document;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.EventStream;
import ai.potpie.analyticsapi.testing.FreePort;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.SocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Streams through an nginx that is configured as {@code docs/operations.md} says.
 */
class NginxTests extends LiveTestBase {

	private static final Duration A_MOMENT = Duration.ofSeconds(4);

	private static final String AROUND = """
			daemon off;
			master_process off;
			pid %1$s/pid;
			error_log stderr;
			events {}
			http {
				access_log off;
				client_body_temp_path %1$s/bodies;
				proxy_temp_path %1$s/answers;
				fastcgi_temp_path %1$s/fastcgi;
				scgi_temp_path %1$s/scgi;
				uwsgi_temp_path %1$s/uwsgi;
				%2$s
			}
			""";

	@TempDir
	private static Path directory;

	private final int port = FreePort.find();

	private Process nginx;

	@BeforeAll
	void startProxy() throws Exception {
		assumeTrue(isInstalled(), "needs nginx");
		String server = Document.named("operations").section("Behind a proxy").code("nginx").findFirst().orElseThrow();
		Path configuration = Files.writeString(directory.resolve("nginx.conf"),
				AROUND.formatted(directory, server.replace("listen 8080", "listen 127.0.0.1:" + this.port)
					.replace("127.0.0.1:8001", "localhost:" + this.service.port())));
		this.nginx = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("log").toFile())
			.start();
		await().ignoreExceptions()
			.until(() -> RawConnection.exchange(this.port, RawConnection.request("/readyz", "Connection: close"))
				.status() == 200);
	}

	private static boolean isInstalled() throws InterruptedException {
		try {
			return new ProcessBuilder("nginx", "-v").start().waitFor(10, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			return false;
		}
	}

	@AfterAll
	void stopProxy() {
		if (this.nginx != null) {
			this.nginx.destroyForcibly().onExit().join();
		}
	}

	private AnalyticsApi proxied() {
		return new AnalyticsApi(this.port, AnalyticsApi.ADMIN_TOKEN);
	}

	@Test
	void eventsPassAtOnce() {
		try (EventStream direct = watch(admin(), "/user/proxied/live");
				EventStream stream = watch(proxied(), "/user/proxied/live")) {
			direct.next();
			stream.next(Duration.ofSeconds(1));
			for (int i = 1; i <= 3; i++) {
				run("proxied");
				assertThat(runs(direct.next(A_MOMENT))).isEqualTo(i);
				assertThat(runs(stream.next(Duration.ofSeconds(1)))).isEqualTo(i);
			}
			assertThat(stream.comment(Duration.ofSeconds(17))).isEqualTo(": heartbeat");
		}
	}

	@Test
	void socketsAreUpgraded() {
		try (SocketClient socket = SocketClient.open(proxied(), ROOT + "/live")) {
			assertThat(socket.subprotocol()).isEqualTo("analytics.v1");
			assertThat(socket.next().get("type").asString()).isEqualTo("ready");
			socket.subscribe("a", "/user/upgraded");
			assertThat(socket.next().at("/body/summary/total_agent_runs").asInt()).isZero();
			run("upgraded");
			assertThat(json(socket.nextOrNull(A_MOMENT)).at("/body/summary/total_agent_runs").asInt()).isEqualTo(1);
		}
	}

	@Test
	void pagesBehindTheProxyMayOpenSocketsAndOthersMayNot() throws Exception {
		assertThat(handshake("http://localhost:" + this.port)).startsWith("HTTP/1.1 101");
		assertThat(handshake("https://evil.example.com")).startsWith("HTTP/1.1 403");
	}

	private String handshake(String origin) throws IOException {
		try (RawConnection connection = new RawConnection(this.port)) {
			connection.send("""
					GET %s/live HTTP/1.1
					Host: localhost:%d
					Origin: %s
					Upgrade: websocket
					Connection: Upgrade
					Sec-WebSocket-Version: 13
					Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
					Sec-WebSocket-Protocol: analytics.v1

					""".formatted(ROOT, this.port, origin).replace("\n", "\r\n"));
			byte[] head = new byte[4000];
			return new String(head, 0, Math.max(0, connection.read(head)));
		}
	}

}
