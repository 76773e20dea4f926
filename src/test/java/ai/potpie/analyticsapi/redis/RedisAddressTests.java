package ai.potpie.analyticsapi.redis;

import java.time.Duration;

import ai.potpie.analyticsapi.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisAddressTests {

	@Test
	void everyPartIsRead() {
		assertThat(RedisAddress.of("rediss://user:p%40ss:w%2Ford+@my_redis.example.com:6380/3"))
			.isEqualTo(new RedisAddress(true, "my_redis.example.com", 6380, "user", "p@ss:w/ord+", 3));
	}

	@Test
	void allButTheHostMayBeLeftOut() {
		assertThat(RedisAddress.of("redis://redis")).isEqualTo(new RedisAddress(false, "redis", 6379, null, null, 0));
		assertThat(RedisAddress.of(" redis://:secret@[::1]/ "))
			.isEqualTo(new RedisAddress(false, "[::1]", 6379, null, "secret", 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:6379", "http://localhost:6379", "redis://", "redis://:secret@",
			"redis://host:0", "redis://host:65536", "redis://host:port", "redis://host/db", "redis://a:b@c:d@host",
			"redis://user:secret%zz@host", "redis://secret@host", "redis://one,two", "redis://host?timeout=1s" })
	void whatIsNoAddressIsRefusedAndNotRepeated(String url) {
		assertThatExceptionOfType(SettingException.class).isThrownBy(() -> RedisAddress.of(url))
			.withMessage("ANALYTICS_REDIS_URL is not an address.")
			.satisfies((ex) -> assertThat(ex.action()).doesNotContain("secret"));
	}

	@Test
	void secretsAreNotPrinted() {
		String url = "redis://user:hunter2@host";
		assertThat(RedisAddress.of(url)).hasToString("host:6379");
		assertThat(new RedisProperties(url, "", Duration.ofMillis(200)).toString()).doesNotContain("hunter2", "user");
	}

}
