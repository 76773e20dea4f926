package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.logfire.AnswerMemory;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.prices.PriceTable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	SpanRules spanRules(AnalyticsProperties properties) {
		return properties.rules();
	}

	@Bean
	CallPrices callPrices(PriceTable table) {
		return CallPrices.of(table);
	}

	@Bean
	AnalyticsService analyticsService(AnswerCache answers, ResilientLogfireClient logfire, SpanRules rules,
			CallPrices prices, LogfirePages pages, AnswerMemory memory, RetentionProperties retention, Clock clock) {
		return new AnalyticsService(answers, logfire, rules, prices, pages, memory, retention, clock);
	}

	@Bean
	StreamedFiles streamedFiles(ResilientLogfireClient logfire, SpanRules rules, CallPrices prices, LogfirePages pages,
			AnswerMemory memory, Clock clock) {
		return new StreamedFiles(logfire, rules, prices, pages, memory, clock);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
