package ai.potpie.analyticsapi.analytics;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.counting.CallPrices;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.WindowLimits;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.History;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.LogfirePages;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import ai.potpie.analyticsapi.prices.PriceTable;
import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	QuestionContext questionContext(AnalyticsProperties properties, PriceTable prices, RetentionProperties retention,
			Settling settling, LogfirePages pages, Clock clock) {
		return new QuestionContext(properties.rules(), CallPrices.of(prices), retention, settling, pages, clock);
	}

	@Bean
	AnalyticsService analyticsService(AnswerCache answers, ResilientLogfireClient logfire, History history,
			AnswerMemory memory, QuestionContext context) {
		return new AnalyticsService(answers, logfire, history, memory, context);
	}

	@Bean
	@Fallback
	WindowLimits limitsOfLogfire() {
		return WindowLimits.LOGFIRE;
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	Ticker ticker() {
		return Ticker.systemTicker();
	}

}
