package ai.potpie.analyticsapi.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import ai.potpie.analyticsapi.testing.ScriptedLogfire;
import ai.potpie.analyticsapi.testing.TestTicker;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The whole service on a port of its own, asking a {@link ScriptedLogfire} and looking at
 * a {@link TestClock} and a {@link TestTicker}. What it remembers and how Logfire is
 * doing belongs to one class of tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "management.server.port=0", "analytics.rate-limit=0", "logfire.read-token=pylf_v1_us_test" })
@Import(FaultTest.Configuration.class)
@DirtiesContext
@interface FaultTest {

	@TestConfiguration(proxyBeanMethods = false)
	class Configuration {

		@Bean
		ScriptedLogfire scriptedLogfire(@Value("${test.plan:pro}") String plan) {
			return new ScriptedLogfire(plan);
		}

		@Bean
		DynamicPropertyRegistrar logfireAndUsers(ScriptedLogfire logfire) {
			return (properties) -> {
				properties.add("logfire.base-url", logfire::url);
				properties.add("analytics.api-tokens", Client::tokens);
			};
		}

		@Bean
		@Primary
		TestClock testClock(@Value("${test.clock-speed:0}") int speed) {
			return new TestClock(speed);
		}

		@Bean
		@Primary
		TestTicker testTicker() {
			return TestTicker.running();
		}

	}

}
