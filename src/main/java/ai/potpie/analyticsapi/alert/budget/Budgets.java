package ai.potpie.analyticsapi.alert.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

import ai.potpie.analyticsapi.alert.budget.UserBudget.Budget;
import ai.potpie.analyticsapi.alert.evaluation.Crossings;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Forecasts;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.PastChanged;
import ai.potpie.analyticsapi.web.problem.RefusedException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;

/**
 * Answers about budgets and forecasts of a user, from the history. Between two reads of
 * the feed the same question has the same answer, and is asked once.
 */
class Budgets {

	/** For as many users of a guardrail, in a few megabytes. */
	private static final int MOST_KEPT = 5000;

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final int LOW = 10;

	private static final int HIGH = 90;

	private final FactBase facts;

	private final RuleStore rules;

	private final Uses uses;

	private final Forecasts forecasts;

	private final Cache<BudgetQuestion, Forecast> kept = Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

	Budgets(FactBase facts, RuleStore rules, Uses uses) {
		this.facts = facts;
		this.rules = rules;
		this.uses = uses;
		this.forecasts = new Forecasts(uses);
	}

	/** Users may have been erased, or days read again. */
	@EventListener
	void forget(PastChanged past) {
		this.kept.invalidateAll();
	}

	/**
	 * The budgets of a user.
	 * @throws RefusedException if the history is not filled yet
	 */
	UserBudget of(String user) {
		Instant asOf = asOf();
		List<Budget> budgets = this.rules.all()
			.stream()
			.filter((rule) -> rule.rule().enabled() && rule.rule().of().isAbout(user))
			.map((rule) -> budget(rule, user, asOf))
			.toList();
		String tightest = budgets.stream()
			.max(Comparator.comparing(Budget::percentUsed))
			.map(Budget::ruleId)
			.orElse(null);
		return new UserBudget(user, budgets.stream().noneMatch(Budget::isSpent), tightest, budgets,
				BudgetMeta.of(asOf.truncatedTo(ChronoUnit.MILLIS)));
	}

	private Budget budget(StoredRule stored, String user, Instant asOf) {
		Rule rule = stored.rule();
		Interval period = rule.period().at(asOf, rule.timezone());
		Forecast forecast = forecast(user, period, rule.filters(), rule.measure(), asOf, rule.period().isRolling());
		BigDecimal used = forecast.used();
		BigDecimal remaining = rule.amount().subtract(used).max(BigDecimal.ZERO);
		boolean rolling = rule.period().isRolling();
		return new Budget(stored.id(), rule.name(), rule.measure(), rule.period(), rule.amount(), used, remaining,
				Crossings.percent(used, rule.amount()), rolling ? null : period.at(period.end()),
				rule.period().hasForecast() ? forecast.projected() : null,
				rolling ? null : forecast.exhaustedOn(rule.amount()));
	}

	/**
	 * A forecast of a user.
	 * @throws RefusedException if the history is not filled yet
	 */
	UserForecast forecast(String user, ForecastParameters parameters) {
		Instant asOf = asOf();
		Interval period = parameters.alertPeriod().at(asOf, parameters.zone());
		Forecast forecast = forecast(user, period, parameters.ruleFilters(), parameters.what(), asOf, false);
		BigDecimal amount = smallestBudget(user, parameters);
		LocalDate exhaustedOn = (amount != null) ? forecast.exhaustedOn(amount) : null;
		return new UserForecast(user, new UserForecast.ForecastTime(period.at(period.start()), period.at(period.end())),
				parameters.what(), forecast.used(), forecast.projected(), forecast.percentile(LOW),
				forecast.percentile(HIGH), amount, exhaustedOn, forecast.method(), forecast.daysUsed(),
				BudgetMeta.of(asOf.truncatedTo(ChronoUnit.MILLIS)));
	}

	private @Nullable BigDecimal smallestBudget(String user, ForecastParameters parameters) {
		return this.rules.all()
			.stream()
			.map(StoredRule::rule)
			.filter((rule) -> rule.enabled() && rule.of().isAbout(user))
			.filter((rule) -> rule.period() == parameters.alertPeriod() && rule.measure() == parameters.what()
					&& rule.timezone().equals(parameters.zone()) && rule.filters().equals(parameters.ruleFilters()))
			.map(Rule::amount)
			.min(Comparator.naturalOrder())
			.orElse(null);
	}

	private Forecast forecast(String user, Interval period, RuleFilters filters, Measure measure, Instant asOf,
			boolean rolling) {
		if (!this.facts.covers(period.start(), asOf)) {
			throw notFilled();
		}
		Interval counted = rolling ? period : period.throughDayOf(asOf);
		UseQuestion question = UseQuestion.ofUsers(counted, filters, measure, List.of(user), this.uses.context());
		return this.kept.get(new BudgetQuestion(question, period, asOf), (asked) -> {
			Use use = this.uses.bySubject(question).getOrDefault(user, Use.none(user));
			return rolling ? new Forecast(use.used(), List.of(), List.of(), List.of())
					: this.forecasts.of(question, List.of(use), period, asOf).get(user);
		});
	}

	private Instant asOf() {
		return this.facts.asOf().orElseThrow(Budgets::notFilled);
	}

	private static RefusedException notFilled() {
		return new RefusedException(HttpStatus.SERVICE_UNAVAILABLE,
				"The history of this service is still being filled. Try again in a moment.", SOON);
	}

	/**
	 * What was asked.
	 *
	 * @param asOf the moment up to which the facts were complete
	 */
	private record BudgetQuestion(UseQuestion question, Interval period, Instant asOf) {
	}

}
