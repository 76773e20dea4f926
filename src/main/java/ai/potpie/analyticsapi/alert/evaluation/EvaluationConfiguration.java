package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Clock;

import ai.potpie.analyticsapi.alert.delivery.AlertScheduler;
import ai.potpie.analyticsapi.alert.delivery.Channels;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.delivery.Outbox;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.AlertProperties;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.OnHistory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@Conditional(OnHistory.class)
class EvaluationConfiguration {

	@Bean
	Uses uses(FactBase facts, QuestionContext context) {
		return new Uses(facts, context);
	}

	@Bean
	DryRun dryRun(FactBase facts, Uses uses) {
		return new DryRun(facts, uses);
	}

	@Bean
	RuleStatuses ruleStatuses() {
		return new RuleStatuses();
	}

	@Bean
	Firings firings(EventStore events, Outbox outbox, TransactionTemplate alertTransactions, JsonMapper json,
			Clock clock) {
		return new Firings(events, outbox, alertTransactions, json, clock);
	}

	@Bean
	StaleWatch staleWatch(FactBase facts, RuleStore rules, EventStore events, Firings firings,
			AlertProperties properties, JsonMapper json, Clock clock) {
		return new StaleWatch(facts, rules, events, firings, properties.staleAfter(), json, clock);
	}

	@Bean
	AlertLoop alertLoop(FactBase facts, RuleStore rules, Channels channels, Rounds rounds, StaleWatch stale,
			AlertScheduler deliveries, ApplicationEventPublisher published, Clock clock) {
		return new AlertLoop(facts, rules, channels, rounds, stale, deliveries, published, clock);
	}

	@Bean
	Rounds rounds(FactBase facts, RuleStore rules, EventStore events, Firings firings, RuleStatuses statuses, Uses uses,
			AlertProperties properties) {
		FiredKeys fired = new FiredKeys(events);
		Evaluator evaluator = new Evaluator(uses, fired, new RollingEvents(events), firings, statuses,
				properties.pageUrl());
		return new Rounds(rules, new ProgressStore(JdbcClient.create(facts.connections())), events, evaluator, fired,
				firings, statuses, facts, uses.context().settling().time());
	}

}
