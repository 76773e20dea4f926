package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.logfire.LogfireQueryClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	AnalyticsService analyticsService(LogfireQueryClient logfire, AnalyticsProperties properties, Clock clock) {
		return new AnalyticsService(logfire, new AgentSpanNames(properties.agentSpanNames()), clock);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
