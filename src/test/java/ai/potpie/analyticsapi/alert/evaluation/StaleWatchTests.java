package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Subject;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.history.FactBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Who is told that the history is late.
 */
class StaleWatchTests {

	private static final Instant NOON = Instant.parse("2026-02-11T12:00:00Z");

	private final FactBase facts = mock(FactBase.class);

	private final RuleStore rules = mock(RuleStore.class);

	private final Firings firings = mock(Firings.class);

	@Test
	void channelsOfOperatorsRulesAreToldOnce() {
		given(this.facts.asOf()).willReturn(Optional.of(NOON.minusSeconds(3600)));
		given(this.firings.now()).willReturn(NOON);
		given(this.rules.all())
			.willReturn(List.of(rule(null, "ops", true), rule(null, "page", false), rule("ann", "chat", true)));
		StaleWatch watch = new StaleWatch(this.facts, this.rules, mock(EventStore.class), this.firings,
				Duration.ofMinutes(30), JsonMapper.shared(), Clock.fixed(NOON, ZoneOffset.UTC));
		watch.look();
		watch.look();
		ArgumentCaptor<AlertEvent> told = ArgumentCaptor.forClass(AlertEvent.class);
		then(this.firings).should().tell(told.capture());
		assertThat(told.getValue().type()).isEqualTo(AlertEvent.STALE);
		assertThat(told.getValue().channels()).containsExactly("ops");
	}

	private static StoredRule rule(@Nullable String owner, String channel, boolean enabled) {
		Rule rule = new Rule("Budget", Subject.of("ann"), RuleFilters.NONE, Measure.COST, AlertPeriod.DAY,
				ZoneOffset.UTC, BigDecimal.TEN, List.of(new Threshold(100, Kind.ACTUAL)), List.of(channel), enabled);
		return new StoredRule("rule_" + channel, owner, StoredRule.Source.API, 1, 1, rule, NOON, NOON);
	}

}
