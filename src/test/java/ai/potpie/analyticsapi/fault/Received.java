package ai.potpie.analyticsapi.fault;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ai.potpie.analyticsapi.testing.LogfireReplies;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the service answered, and how long it took.
 */
record Received(HttpResponse<byte[]> response, Duration took) {

	private static final Pattern AS_OF = Pattern.compile("\"as_of\":\"([^\"]+)\"");

	int status() {
		return this.response.statusCode();
	}

	@Nullable String header(String name) {
		return this.response.headers().firstValue(name).orElse(null);
	}

	byte[] bytes() {
		return this.response.body();
	}

	String text() {
		return new String(bytes(), StandardCharsets.UTF_8);
	}

	String cacheStatus() {
		return String.valueOf(header("Cache-Status")).replace("analytics-api; ", "");
	}

	@Nullable Instant asOf() {
		Matcher asOf = AS_OF.matcher(text());
		return asOf.find() ? Instant.parse(asOf.group(1)) : null;
	}

	/** A problem, and not the caller's. */
	Received isProblem(int status, @Nullable String retryAfter) {
		assertThat(status()).as(text()).isEqualTo(status).isGreaterThanOrEqualTo(500);
		assertThat(header("Retry-After")).isEqualTo(retryAfter);
		assertThat(header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(header("Cache-Control")).isEqualTo("no-store");
		assertThat(header("ETag")).isNull();
		assertThat(text()).contains("\"status\":" + status)
			.contains("\"request_id\"")
			.doesNotContain(LogfireReplies.POISON);
		return this;
	}

	/** An answer just given by Logfire. */
	Received isNew() {
		assertThat(status()).as(text()).isEqualTo(200);
		assertThat(cacheStatus()).isEqualTo("fwd=miss; stored");
		assertThat(header("Age")).isNull();
		return this;
	}

	/** The very same answer, which is stale by now. */
	Received isStale(Received original, Duration age, Duration freshness) {
		assertThat(status()).as(text()).isEqualTo(200);
		assertThat(cacheStatus()).isEqualTo("hit; ttl=%d; detail=stale".formatted(freshness.minus(age).toSeconds()));
		assertThat(header("Age")).isEqualTo("" + age.toSeconds());
		assertThat(header("ETag")).isEqualTo(original.header("ETag")).isNotNull();
		assertThat(bytes()).isEqualTo(original.bytes());
		return this;
	}

}
