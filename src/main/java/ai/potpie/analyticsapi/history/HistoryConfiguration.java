package ai.potpie.analyticsapi.history;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.Freshness;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.logfire.CallBudget;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures the parts that exist only with a history.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class HistoryConfiguration {

	@Bean
	HistoryDatabase historyDatabase(HistoryProperties properties) {
		return new HistoryDatabase(properties);
	}

	@Bean
	FactStore factStore(HistoryDatabase database) {
		return new FactStore(JdbcClient.create(database.connections()), database.engine());
	}

	@Bean
	FactReader factReader(ResilientLogfireClient logfire, CallBudget budget, HistoryProperties properties,
			AnswerMemory memory, QuestionContext context) {
		return new FactReader(logfire, budget, properties.share(), memory, context.rules());
	}

	@Bean
	Feed feed(HistoryDatabase database, FactStore store, FactReader logfire, RetentionProperties retention,
			Settling settling, Clock clock) {
		TransactionTemplate transactions = new TransactionTemplate(
				new DataSourceTransactionManager(database.connections()));
		return new Feed(store, logfire, transactions, retention, settling, clock);
	}

	@Bean
	HistoryOverview historyOverview(FeedLoop loop, Feed feed, FactStore store, FactReader logfire, Clock clock,
			MeterRegistry registry) {
		HistoryOverview overview = new HistoryOverview(loop, feed, store, logfire, clock);
		HistoryMetrics.bind(overview, loop, registry);
		return overview;
	}

	@Bean
	FeedLoop feedLoop(HistoryDatabase database, FactStore store, Feed feed, HistoryProperties properties,
			ApplicationEventPublisher events, Clock clock) {
		return new FeedLoop(database, store, feed, new FeedEvents(store, events), properties.interval(), clock);
	}

	@Bean
	StoredFacts storedFacts(HistoryDatabase database, FeedLoop feed, HistoryProperties properties, Freshness freshness,
			RetentionProperties retention, Clock clock) {
		return new StoredFacts(feed, new FactQueries(database.connections(), properties.connections()), freshness,
				retention, clock);
	}

}
