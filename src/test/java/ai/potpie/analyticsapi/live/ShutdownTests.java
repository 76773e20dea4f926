package ai.potpie.analyticsapi.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.RawConnection;
import ai.potpie.analyticsapi.testing.ServiceProcess;
import ai.potpie.analyticsapi.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What many open streams cost a service in a process of its own, and what a SIGTERM does
 * to them.
 */
class ShutdownTests {

	private static final int EVENTS = Integer.getInteger("live.streams", 300);

	private static final int SOCKETS = Integer.getInteger("live.sockets", 50);

	private static final String PATH = "/api/v1/analytics/user/user_123/live";

	private static final String READ_TOKEN = "pylf_v1_us_test";

	private static final Duration DRAIN = Duration.ofSeconds(5);

	private final LocalLogfire logfire = LocalLogfire.start(LocalLogfireProperties.inMemory(READ_TOKEN));

	private final List<RawConnection> events = new ArrayList<>();

	private final List<SocketClient> sockets = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() throws IOException {
		for (RawConnection connection : this.events) {
			connection.close();
		}
		this.sockets.forEach(SocketClient::close);
		this.logfire.close();
	}

	@Test
	void streamsTakeNoThreadsAndEndAtOnceWhenTheServiceStops() throws Exception {
		try (ServiceProcess service = start()) {
			openEvents(service, 1);
			int threads = (int) service.metric("jvm_threads_live_threads");
			long bytes = service.liveBytes();
			openEvents(service, EVENTS);
			long withEvents = service.liveBytes();
			openSockets(service);
			await().until(() -> service.metric("analytics_live_streams") == 1 + EVENTS + SOCKETS);
			long withSockets = service.liveBytes();
			int more = (int) service.metric("jvm_threads_live_threads") - threads;
			long start = System.nanoTime();
			service.terminate();
			for (RawConnection connection : this.events) {
				assertThat(new String(connection.readRest(), StandardCharsets.UTF_8))
					.containsPattern("retry: [0-9]{4}\nevent: end\ndata: \\{\"reason\":\"shutdown\"}\n\n");
			}
			this.sockets.forEach((socket) -> assertThat(socket.closeCode()).isEqualTo(1001));
			Duration ended = Duration.ofNanos(System.nanoTime() - start);
			assertThat(service.exitValue()).isEqualTo(128 + 15);
			Duration gone = Duration.ofNanos(System.nanoTime() - start);
			Files.writeString(Path.of("target", "live-shutdown.txt"),
					"%d streams of %d KB, %d sockets of %d KB, %d more threads; ended in %d ms, gone in %d ms%n"
						.formatted(EVENTS, (withEvents - bytes) / EVENTS / 1024, SOCKETS,
								(withSockets - withEvents) / SOCKETS / 1024, more, ended.toMillis(), gone.toMillis()));
			assertThat(more).isLessThan(20);
			assertThat(ended).isLessThan(Duration.ofSeconds(2));
			assertThat(gone).isBetween(DRAIN, DRAIN.plusSeconds(3));
			assertThat(service.log()).doesNotContain(" ERROR ");
		}
	}

	@Test
	void whoComesWhileTheServiceStopsIsToldToComeBack() throws Exception {
		try (ServiceProcess service = start()) {
			openEvents(service, 1);
			service.terminate();
			this.events.get(0).readRest();
			var refused = service.as(AnalyticsApi.ADMIN_TOKEN).get(PATH);
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.headers().firstValue("Retry-After")).isPresent();
			var socket = RawConnection.exchange(service.port(),
					RawConnection.request("/api/v1/analytics/live", "Upgrade: websocket", "Connection: Upgrade",
							"Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
							"Sec-WebSocket-Protocol: analytics.v1"));
			assertThat(socket.status()).isEqualTo(503);
		}
	}

	private ServiceProcess start() throws IOException {
		return ServiceProcess.in(this.directory)
			.logfire(this.logfire.baseUrl().toString())
			.with("--analytics.history.url=jdbc:duckdb:", "--analytics.rate-limit=0",
					"--analytics.live-streams=" + (EVENTS + SOCKETS + 1),
					"--analytics.live-streams-per-user=" + (EVENTS + SOCKETS + 1), "--analytics.drain-period=5s",
					"--logging.level.audit=off", "--analytics.api-tokens=*=" + AnalyticsApi.ADMIN_TOKEN)
			.start();
	}

	private void openEvents(ServiceProcess service, int count) throws IOException {
		for (int i = 0; i < count; i++) {
			RawConnection connection = new RawConnection(service.port());
			this.events.add(connection);
			connection.send(RawConnection.request(PATH, "Authorization: Bearer " + AnalyticsApi.ADMIN_TOKEN));
			byte[] begin = new byte[8];
			connection.read(begin);
			assertThat(new String(begin, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1");
		}
	}

	private void openSockets(ServiceProcess service) {
		for (int i = 0; i < SOCKETS; i++) {
			SocketClient socket = SocketClient.open(service.as(AnalyticsApi.ADMIN_TOKEN), "/api/v1/analytics/live");
			this.sockets.add(socket);
			socket.next();
			socket.subscribe("a", "/user/user_123");
			socket.next();
		}
	}

}
