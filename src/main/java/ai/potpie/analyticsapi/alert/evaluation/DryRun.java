package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ai.potpie.analyticsapi.alert.delivery.EventData;
import ai.potpie.analyticsapi.alert.evaluation.DryRunResult.DryRunEvent;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.history.FactBase;
import org.jspecify.annotations.Nullable;

/**
 * Looks what a rule would have fired over the past that is stored, day by day, and
 * changes nothing. Each period is counted as its own window, as when it was open.
 */
public class DryRun {

	private static final int MOST_PERIODS = 100;

	private static final int MOST_EVENTS = 1000;

	private final FactBase facts;

	private final Uses uses;

	DryRun(FactBase facts, Uses uses) {
		this.facts = facts;
		this.uses = uses;
	}

	/**
	 * Looks back.
	 * @return what would have fired; nothing if nothing is stored yet
	 */
	public DryRunResult of(Rule rule) {
		Instant asOf = this.facts.asOf().orElse(Instant.EPOCH);
		Instant from = this.facts.coveredFrom().orElse(asOf);
		List<Interval> periods = rule.period().isRolling() ? days(rule.timezone(), from, asOf)
				: periods(rule, from, asOf);
		List<DryRunEvent> events = rule.period().isRolling() ? rolling(rule, periods)
				: periods.stream().flatMap((period) -> inPeriod(rule, period, asOf).stream()).toList();
		List<DryRunEvent> sorted = events.stream()
			.sorted(Comparator.comparing(DryRunEvent::on)
				.thenComparing(DryRunEvent::subject)
				.thenComparing(DryRunEvent::kind)
				.thenComparing(DryRunEvent::percent))
			.toList();
		return new DryRunResult(periods.isEmpty() ? null : periods.get(0).at(periods.get(0).start()),
				asOf.atZone(rule.timezone()).toOffsetDateTime(), periods.size(), sorted.size() > MOST_EVENTS,
				sorted.subList(0, Math.min(MOST_EVENTS, sorted.size())));
	}

	/** The latest periods that are stored as a whole, and the one at hand. */
	private static List<Interval> periods(Rule rule, Instant from, Instant asOf) {
		List<Interval> periods = new ArrayList<>();
		Interval period = rule.period().at(asOf, rule.timezone());
		while (!period.start().isBefore(from) && periods.size() < MOST_PERIODS) {
			periods.add(0, period);
			period = rule.period().at(period.start().minusNanos(1000), rule.timezone());
		}
		return periods;
	}

	private static List<Interval> days(ZoneId zone, Instant from, Instant asOf) {
		List<Interval> days = new ArrayList<>();
		LocalDate day = LocalDate.ofInstant(asOf, zone);
		while (!Interval.startOf(day, zone).isBefore(from) && days.size() < MOST_PERIODS) {
			days.add(0, new Interval(Interval.startOf(day, zone), Interval.startOf(day.plusDays(1), zone), zone));
			day = day.minusDays(1);
		}
		return days;
	}

	private List<DryRunEvent> inPeriod(Rule rule, Interval period, Instant asOf) {
		Interval counted = period.throughDayOf(asOf);
		Map<String, Map<LocalDate, Use>> used = bySubject(question(rule, counted));
		Map<String, Map<LocalDate, Use>> estimated = rule.has(Kind.UNPRICED)
				? bySubject(question(rule, counted).by(Measure.COST_ESTIMATED)) : Map.of();
		Map<String, Map<LocalDate, BigDecimal>> before = rule.has(Kind.FORECAST) ? history(rule, counted) : Map.of();
		List<DryRunEvent> events = new ArrayList<>();
		used.forEach((subject, days) -> {
			Walk walk = new Walk(rule, period, subject);
			counted.firstDay().datesUntil(counted.dayAfter()).forEach((day) -> {
				walk.add(days.get(day), estimated.getOrDefault(subject, Map.of()).get(day));
				walk.cross(day, before.getOrDefault(subject, Map.of()), this.uses.context().settling().time(), events);
			});
		});
		return events;
	}

	private Map<String, Map<LocalDate, BigDecimal>> history(Rule rule, Interval counted) {
		Duration settling = this.uses.context().settling().time();
		// What the first day of the period needs, and everything after it
		Instant first = Forecast.history(counted, counted.start(), settling).start();
		return this.uses.byDay(question(rule, new Interval(first, counted.end(), counted.zone())));
	}

	private Map<String, Map<LocalDate, Use>> bySubject(UseQuestion question) {
		Map<String, Map<LocalDate, Use>> bySubject = new HashMap<>();
		for (Use use : this.uses.ask(question.daily())) {
			LocalDate day = use.day();
			if (day != null) {
				bySubject.computeIfAbsent(use.subject(), (subject) -> new TreeMap<>()).put(day, use);
			}
		}
		return bySubject;
	}

	private UseQuestion question(Rule rule, Interval time) {
		if (rule.of().countsTogether()) {
			return UseQuestion.ofEveryone(time, rule.filters(), rule.measure(), this.uses.context());
		}
		String user = rule.of().userId();
		return UseQuestion.ofUsers(time, rule.filters(), rule.measure(), (user != null) ? List.of(user) : List.of(),
				this.uses.context());
	}

	/** A rolling period as it was at the end of each day. */
	private List<DryRunEvent> rolling(Rule rule, List<Interval> days) {
		Map<String, Instant> last = new HashMap<>();
		Map<String, Boolean> lasting = new HashMap<>();
		List<DryRunEvent> events = new ArrayList<>();
		for (Interval day : days) {
			Interval period = rule.period().at(day.end(), rule.timezone());
			Map<String, Use> used = this.uses.bySubject(question(rule, period));
			Map<String, Use> estimated = rule.has(Kind.UNPRICED)
					? this.uses.bySubject(question(rule, period).by(Measure.COST_ESTIMATED)) : Map.of();
			lasting.keySet().forEach((place) -> used.computeIfAbsent(place.split(" ", 3)[2], Use::none));
			used.forEach((subject, use) -> rule.thresholds().forEach((threshold) -> {
				String place = threshold.kind() + " " + threshold.percent() + " " + subject;
				BigDecimal value = (threshold.kind() == Kind.UNPRICED) ? unpricedShare(estimated.get(subject))
						: use.used();
				BigDecimal limit = threshold.limit(rule.amount());
				if (value.compareTo(limit.multiply(RollingEvents.REARM_SHARE)) < 0) {
					lasting.remove(place);
				}
				else if (value.compareTo(limit) >= 0 && !lasting.containsKey(place)
						&& !last.getOrDefault(place, Instant.EPOCH).plus(RollingEvents.REST).isAfter(day.end())) {
					lasting.put(place, true);
					last.put(place, day.end());
					events.add(new DryRunEvent(named(subject), threshold.kind(), threshold.percent(),
							period.at(period.start()), period.at(period.end()), day.firstDay(), use.used(), null));
				}
			}));
		}
		return events;
	}

	private static BigDecimal unpricedShare(@Nullable Use estimated) {
		RunCoverage coverage = (estimated != null) ? estimated.runCoverage() : null;
		return (coverage != null && estimated.runs() > 0)
				? Crossings.unpricedShare(coverage.unpricedRuns(), estimated.runs()) : BigDecimal.ZERO;
	}

	private static String named(String subject) {
		return subject.isEmpty() ? EventData.EVERYONE : subject;
	}

	/**
	 * A subject's way through a period.
	 */
	private static final class Walk {

		private final Rule rule;

		private final Interval period;

		private final String subject;

		private final List<Threshold> left;

		private BigDecimal used = BigDecimal.ZERO;

		private long runs;

		private long unpriced;

		Walk(Rule rule, Interval period, String subject) {
			this.rule = rule;
			this.period = period;
			this.subject = subject;
			this.left = new ArrayList<>(rule.thresholds());
		}

		void add(@Nullable Use use, @Nullable Use estimated) {
			this.used = (use != null) ? this.used.add(use.used()) : this.used;
			RunCoverage coverage = (estimated != null) ? estimated.runCoverage() : null;
			if (coverage != null) {
				this.runs += estimated.runs();
				this.unpriced += coverage.unpricedRuns();
			}
		}

		void cross(LocalDate day, Map<LocalDate, BigDecimal> days, Duration settling, List<DryRunEvent> events) {
			BigDecimal projected = projected(day, days, settling);
			this.left.removeIf((threshold) -> {
				BigDecimal value = switch (threshold.kind()) {
					case ACTUAL -> this.used;
					case FORECAST -> projected;
					case UNPRICED ->
						(this.runs > 0) ? Crossings.unpricedShare(this.unpriced, this.runs) : BigDecimal.ZERO;
				};
				if (value == null || value.compareTo(threshold.limit(this.rule.amount())) < 0) {
					return false;
				}
				events.add(new DryRunEvent(named(this.subject), threshold.kind(), threshold.percent(),
						this.period.at(this.period.start()), this.period.at(this.period.end()), day, this.used,
						(threshold.kind() == Kind.FORECAST) ? projected : null));
				return true;
			});
		}

		private @Nullable BigDecimal projected(LocalDate day, Map<LocalDate, BigDecimal> days, Duration settling) {
			Instant end = Interval.startOf(day.plusDays(1), this.period.zone()).minusNanos(1000);
			if (!this.rule.has(Kind.FORECAST) || this.period.shareOver(end) < Crossings.EARLIEST_FORECAST) {
				return null;
			}
			return Forecast.of(this.used, this.period, end, settling, days).projected();
		}

	}

}
