package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	AnalyticsService analyticsService(AnswerCache answers, ResilientLogfireClient logfire,
			AnalyticsProperties properties, Clock clock) {
		return new AnalyticsService(answers, logfire, new AgentSpanNames(properties.agentSpanNames()), clock);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
