package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.prices.PriceTable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	AnalyticsService analyticsService(AnswerCache answers, ResilientLogfireClient logfire,
			AnalyticsProperties properties, PriceTable prices, LogfirePages pages, RetentionProperties retention,
			Clock clock) {
		return new AnalyticsService(answers, logfire, new AgentSpanNames(properties.agentSpanNames()),
				new ModelCatalog(prices), pages, retention, clock);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
