package ai.potpie.analyticsapi.alert.number;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.alert.rule.Interval;

/**
 * Makes forecasts of several subjects at once.
 */
public class Forecasts {

	/** Of each user some 30 days are read. */
	private static final int AT_ONCE = 500;

	private final Uses uses;

	public Forecasts(Uses uses) {
		this.uses = uses;
	}

	/**
	 * Forecasts by subject.
	 * @param question the question that was answered for the period up to now
	 * @param used its answer
	 * @param period the whole period
	 */
	public Map<String, Forecast> of(UseQuestion question, Collection<Use> used, Interval period, Instant asOf) {
		Map<String, Forecast> forecasts = new HashMap<>();
		List<Use> all = new ArrayList<>(used);
		for (int i = 0; i < all.size(); i += AT_ONCE) {
			List<Use> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
			Map<String, Map<LocalDate, BigDecimal>> days = days(question, some, period, asOf);
			some.forEach((use) -> forecasts.put(use.subject(), Forecast.of(use.used(), period, asOf,
					this.uses.context().settling().time(), days.getOrDefault(use.subject(), Map.of()))));
		}
		return forecasts;
	}

	private Map<String, Map<LocalDate, BigDecimal>> days(UseQuestion question, List<Use> some, Interval period,
			Instant asOf) {
		Interval history = Forecast.history(period, asOf, this.uses.context().settling().time());
		UseQuestion daily = question.in(history);
		return this.uses.byDay(question.each() ? daily.of(some.stream().map(Use::subject).toList()) : daily);
	}

}
