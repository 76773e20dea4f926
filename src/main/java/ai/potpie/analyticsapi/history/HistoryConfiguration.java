package ai.potpie.analyticsapi.history;

import java.time.Clock;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.cache.AnswerCache;
import ai.potpie.analyticsapi.cache.Freshness;
import ai.potpie.analyticsapi.cache.Settling;
import ai.potpie.analyticsapi.history.store.FactQueries;
import ai.potpie.analyticsapi.history.store.FactReader;
import ai.potpie.analyticsapi.history.store.FactStore;
import ai.potpie.analyticsapi.history.store.HistoryDatabase;
import ai.potpie.analyticsapi.history.store.HistoryProperties;
import ai.potpie.analyticsapi.history.store.HistoryTransactions;
import ai.potpie.analyticsapi.history.store.Rollups;
import ai.potpie.analyticsapi.logfire.CallBudget;
import ai.potpie.analyticsapi.logfire.ResilientLogfireClient;
import ai.potpie.analyticsapi.logfire.rows.AnswerMemory;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures the parts that exist only with a history.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class HistoryConfiguration {

	/** For alerts and budgets, which must not take all cores from answers. */
	private static final int QUERIES_BESIDE_ANSWERS = 2;

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
			AnswerMemory memory, QuestionContext context, Clock clock) {
		return new FactReader(logfire, budget, properties.share(), memory, context.rules(), clock);
	}

	@Bean
	HistoryTransactions historyTransactions(HistoryDatabase database, FactStore store) {
		return new HistoryTransactions(
				new TransactionTemplate(new DataSourceTransactionManager(database.connections())), store);
	}

	@Bean
	OlderFacts olderFacts(FactStore store, RetentionProperties logfire, HistoryProperties properties,
			Settling settling) {
		Reconciliation reconciliation = new Reconciliation(store, logfire, settling);
		return new OlderFacts(store, reconciliation, new Compaction(store), logfire, properties.retention());
	}

	@Bean
	Feed feed(FactStore store, FactReader logfire, HistoryTransactions transactions, OlderFacts older,
			RetentionProperties retention, HistoryProperties properties, Clock clock) {
		return new Feed(store, logfire, transactions, older, retention, properties.interval(), clock);
	}

	@Bean
	Rollups rollups(HistoryTransactions transactions, FactStore store) {
		return new Rollups(transactions, store);
	}

	@Bean
	Erasure erasure(HistoryTransactions transactions, FactStore store, FeedLoop feed, ApplicationEventPublisher events,
			Clock clock) {
		return new Erasure(transactions, store, feed, events, clock);
	}

	@Bean
	Refill refill(HistoryTransactions transactions, FactStore store, FeedLoop feed) {
		return new Refill(transactions, store, feed);
	}

	@Bean
	StoredDays storedDays(FeedLoop feed, RetentionProperties logfire, Clock clock) {
		return new StoredDays(feed, logfire, clock);
	}

	@Bean
	HistoryOverview historyOverview(FeedLoop loop, OlderFacts older, FactStore store, FactReader logfire, Clock clock,
			MeterRegistry registry) {
		HistoryOverview overview = new HistoryOverview(loop, older, store, logfire, clock);
		HistoryMetrics.bind(overview, loop, registry);
		return overview;
	}

	@Bean
	FeedLoop feedLoop(HistoryDatabase database, FactStore store, Feed feed, Rollups rollups,
			HistoryProperties properties, ApplicationEventPublisher events, Clock clock) {
		return new FeedLoop(database, store, feed, new FeedEvents(store, events), rollups, properties.interval(),
				clock);
	}

	/** Stored answers are outdated. Whoever else listens asks again. */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ApplicationListener<PayloadApplicationEvent<PastChanged>> outdatedAnswers(AnswerCache answers) {
		return ApplicationListener.forPayload((PastChanged past) -> answers.clear());
	}

	@Bean
	FactBase factBase(HistoryDatabase database, FeedLoop loop, OlderFacts older, AnswerMemory memory,
			HistoryProperties properties, Clock clock) {
		return new FactBase(database, loop, older, new FactQueries(database, QUERIES_BESIDE_ANSWERS), memory,
				properties.interval(), clock);
	}

	@Bean
	StoredFacts storedFacts(HistoryDatabase database, FeedLoop feed, HistoryProperties properties, Freshness freshness,
			RetentionProperties retention, Clock clock) {
		return new StoredFacts(feed, new FactQueries(database, properties.connections()), freshness, retention, clock);
	}

}
