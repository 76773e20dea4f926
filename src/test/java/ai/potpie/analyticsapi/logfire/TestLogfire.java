package ai.potpie.analyticsapi.logfire;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.MemoryShare;
import ai.potpie.analyticsapi.sql.Sql;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
		return client(server, TOKEN);
	}

	static LogfireQueryClient client(MockWebServer server, @Nullable String token) {
		return impatientClient(server.url("/").uri(), token);
	}

	static LogfireQueryClient impatientClient(URI baseUrl, @Nullable String token) {
		return client(new LogfireProperties(token, baseUrl.toString(), Duration.ofMillis(500), Duration.ofMillis(700),
				Duration.ofSeconds(2), DataSize.ofKilobytes(64), DataSize.ofKilobytes(32), 8));
	}

	/** A client with the timeouts of production. */
	public static LogfireQueryClient client(URI baseUrl, String token) {
		return client(new LogfireProperties(token, baseUrl.toString(), Duration.ofSeconds(2), Duration.ofSeconds(20),
				Duration.ofMinutes(5), DataSize.ofMegabytes(16), DataSize.ofMegabytes(4), 64));
	}

	private static LogfireQueryClient client(LogfireProperties properties) {
		return new LogfireConfiguration().logfireQueryClient(properties, RestClient.builder(), TIMER,
				new CallMetrics(new SimpleMeterRegistry()),
				new StaticListableBeanFactory().getBeanProvider(BuildProperties.class));
	}

	/** Later than any timeout of a client. */
	public static Deadline deadline() {
		return Deadline.in(Duration.ofMinutes(1), Ticker.systemTicker());
	}

	/** Enough for any answer. */
	public static AnswerMemory answerMemory() {
		return new AnswerMemory(100_000_000);
	}

	/** A share of as much. */
	public static MemoryShare memory() {
		return answerMemory().share();
	}

	public static LogfireQuery query() {
		return query(100);
	}

	public static LogfireQuery query(int limit) {
		return new LogfireQuery(Sql.of("SELECT 1 AS one"), Instant.parse("2026-02-01T00:00:00Z"),
				Instant.parse("2026-02-08T00:00:00Z"), limit);
	}

}
