package ai.potpie.analyticsapi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The whole service on a port of its own, at a fixed time, asking a local Logfire that is
 * empty at first, and each question anew.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.docs=true", "analytics.rate-limit=0",
				"analytics.cache.size=0",
				"analytics.api-tokens=user_123=" + AnalyticsApi.USER_TOKEN + ",*=" + AnalyticsApi.ADMIN_TOKEN })
@Import({ ApiTest.LogfireConfiguration.class, ApiTest.ClockConfiguration.class })
public @interface ApiTest {

	/** A Wednesday in February, before noon. */
	Instant NOW = Instant.parse("2026-02-11T09:30:00Z");

	@TestConfiguration(proxyBeanMethods = false)
	class LogfireConfiguration {

		@Bean
		LocalLogfire localLogfire() {
			return LocalLogfire.start(LocalLogfireProperties.inMemory("pylf_v1_us_test"));
		}

		@Bean
		DynamicPropertyRegistrar logfireAddress(LocalLogfire logfire) {
			return (properties) -> {
				properties.add("logfire.base-url", logfire::baseUrl);
				properties.add("logfire.read-token", () -> "pylf_v1_us_test");
			};
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	class ClockConfiguration {

		@Bean
		@Primary
		Clock fixedClock() {
			return Clock.fixed(NOW, ZoneOffset.UTC);
		}

	}

}
