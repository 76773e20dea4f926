package ai.potpie.analyticsapi.alert;

import java.time.Clock;

import ai.potpie.analyticsapi.alert.delivery.Channels;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.evaluation.AlertLoop;
import ai.potpie.analyticsapi.alert.evaluation.RuleStatuses;
import ai.potpie.analyticsapi.alert.evaluation.StaleWatch;
import ai.potpie.analyticsapi.alert.rule.RuleReader;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.history.OnHistory;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Configures the API of alerts, which exists only with a history.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class AlertConfiguration {

	@Bean
	AlertRules alertRules(RuleStore store, RuleReader reader, Channels channels, RuleStatuses statuses,
			StaleWatch stale) {
		return new AlertRules(store, reader, channels, statuses, stale);
	}

	@Bean
	AlertEvents alertEvents(EventStore events, RuleStore rules, Outbox outbox, Channels channels,
			TransactionTemplate alertTransactions) {
		return new AlertEvents(events, rules, outbox, channels, alertTransactions);
	}

	@Bean
	AlertTests alertTests(EventStore events, Outbox outbox, RuleStatuses statuses,
			TransactionTemplate alertTransactions, JsonMapper json, Clock clock) {
		return new AlertTests(events, outbox, statuses, alertTransactions, json, clock);
	}

	@Bean
	ErasedAlerts erasedAlerts(RuleStore rules, EventStore events) {
		return new ErasedAlerts(rules, events);
	}

	@Bean
	AlertMetrics alertMetrics(RuleStatuses statuses, AlertLoop loop, StaleWatch stale, MeterRegistry registry) {
		return new AlertMetrics(statuses, loop, stale, registry);
	}

}
