package ai.potpie.analyticsapi.locallogfire;

import java.time.Clock;

import ai.potpie.analyticsapi.locallogfire.demo.DemoGuide;
import ai.potpie.analyticsapi.locallogfire.demo.DemoTraffic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Starts the local Logfire, beside the API in the demo or alone.
 */
@Configuration(proxyBeanMethods = false)
@Profile({ "demo", "local-logfire" })
@EnableConfigurationProperties(LocalLogfireProperties.class)
class LocalLogfireConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(LocalLogfire.class);

	@Bean
	LocalLogfire localLogfire(LocalLogfireProperties properties) {
		LocalLogfire logfire = LocalLogfire.start(properties);
		logger.info("Local Logfire listens on " + logfire.baseUrl());
		return logfire;
	}

	@Bean
	@ConditionalOnBooleanProperty("local-logfire.demo-traffic")
	ThreadPoolTaskScheduler demoTraffic(LocalLogfire logfire) {
		DemoTraffic traffic = new DemoTraffic(Clock.systemUTC());
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("demo-traffic-");
		scheduler.setDaemon(true);
		scheduler.initialize();
		scheduler.scheduleWithFixedDelay(() -> logfire.storeAfterDemoData(traffic.run()), DemoTraffic.INTERVAL);
		return scheduler;
	}

	@Bean
	@Profile("demo")
	DemoGuide demoGuide() {
		return new DemoGuide();
	}

}
