package ai.potpie.analyticsapi.alert.rule;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Filters of rules.
 */
class RuleFiltersTests {

	@Test
	void theOrderOfValuesMakesNoDifference() {
		RuleFilters filters = new RuleFilters(List.of("b", "a", "b"), List.of("d", "c"), List.of("f", "e"));
		RuleFilters same = new RuleFilters(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
		assertThat(filters).isEqualTo(same);
		assertThat(rule(filters).firesLike(rule(same))).isTrue();
		assertThat(rule(filters).firesLike(rule(RuleFilters.NONE))).isFalse();
	}

	private static Rule rule(RuleFilters filters) {
		return new Rule("Budget", Subject.EACH_USER, filters, Measure.COST, AlertPeriod.DAY, ZoneOffset.UTC,
				BigDecimal.TEN, List.of(new Threshold(100, Threshold.Kind.ACTUAL)), List.of(), true);
	}

}
