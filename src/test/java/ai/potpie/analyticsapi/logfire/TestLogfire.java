package ai.potpie.analyticsapi.logfire;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import ai.potpie.analyticsapi.sql.Sql;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

/**
 * Clients for tests, built as the service builds them; unless said otherwise with short
 * timeouts.
 */
public final class TestLogfire {

	static final String TOKEN = "pylf_v1_us_abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

	private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task);
		thread.setDaemon(true);
		return thread;
	});

	private TestLogfire() {
	}

	static LogfireQueryClient client(MockWebServer server) {
		return client(server, TOKEN, new ArrayList<>());
	}

	static LogfireQueryClient client(MockWebServer server, @Nullable String token, List<Object> events) {
		return client(server.url("/").uri(), token, events);
	}

	static LogfireQueryClient client(URI baseUrl, @Nullable String token, List<Object> events) {
		return client(new LogfireProperties(token, baseUrl, Duration.ofMillis(500), Duration.ofMillis(700),
				Duration.ofSeconds(2), DataSize.ofKilobytes(64), 8), events);
	}

	/** A client with the timeouts of production. */
	public static LogfireQueryClient client(URI baseUrl, String token) {
		return client(new LogfireProperties(token, baseUrl, Duration.ofSeconds(2), Duration.ofSeconds(20),
				Duration.ofMinutes(5), DataSize.ofMegabytes(16), 64), new ArrayList<>());
	}

	private static LogfireQueryClient client(LogfireProperties properties, List<Object> events) {
		return new LogfireConfiguration().logfireQueryClient(properties, RestClient.builder(), TIMER, events::add,
				new StaticListableBeanFactory().getBeanProvider(BuildProperties.class));
	}

	static LogfireQuery query() {
		return query(100);
	}

	static LogfireQuery query(int limit) {
		return new LogfireQuery(Sql.of("SELECT 1 AS one"), Instant.parse("2026-02-01T00:00:00Z"),
				Instant.parse("2026-02-08T00:00:00Z"), limit);
	}

}
