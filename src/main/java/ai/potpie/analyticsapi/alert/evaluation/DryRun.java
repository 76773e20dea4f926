package ai.potpie.analyticsapi.alert.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import ai.potpie.analyticsapi.alert.delivery.EventData;
import ai.potpie.analyticsapi.alert.evaluation.DryRunResult.DryRunEvent;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.web.problem.BadParameterException;
import org.jspecify.annotations.Nullable;

/**
 * Looks what a rule would have fired over the past that is stored, day by day, and
 * changes nothing. Each period is counted as its own window, as when it was open.
 */
public class DryRun {

	private static final int MOST_PERIODS = 100;

	private static final int MOST_EVENTS = 1000;

	/**
	 * So many days of users are counted at a time. The history answers with twice as
	 * many.
	 */
	private static final int DAYS_AT_A_TIME = 50_000;

	private static final Comparator<DryRunEvent> ORDER = Comparator.comparing(DryRunEvent::on)
		.thenComparing(DryRunEvent::subject)
		.thenComparing(DryRunEvent::kind)
		.thenComparing(DryRunEvent::percent);

	private final FactBase facts;

	private final Uses uses;

	DryRun(FactBase facts, Uses uses) {
		this.facts = facts;
		this.uses = uses;
	}

	/**
	 * Looks back.
	 * @return what would have fired; nothing if nothing is stored yet
	 * @throws BadParameterException if the rule is about more users than can be counted
	 */
	public DryRunResult of(Rule rule) {
		Instant asOf = this.facts.asOf().orElse(Instant.EPOCH);
		Instant from = this.facts.coveredFrom().orElse(asOf);
		List<Interval> periods = rule.period().isRolling() ? days(rule, from, asOf) : periods(rule, from, asOf);
		List<DryRunEvent> events = events(rule, periods, asOf);
		return new DryRunResult(periods.isEmpty() ? null : periods.get(0).at(periods.get(0).start()),
				asOf.atZone(rule.timezone()).toOffsetDateTime(), periods.size(), events.size() > MOST_EVENTS,
				events.subList(0, Math.min(MOST_EVENTS, events.size())));
	}

	private List<DryRunEvent> events(Rule rule, List<Interval> periods, Instant asOf) {
		try {
			return rule.period().isRolling() ? first(rolling(rule, periods)) : calendar(rule, periods, asOf);
		}
		catch (LogfireException ex) {
			if (ex.reason() == Reason.TRUNCATED || ex.reason() == Reason.TOO_LARGE) {
				throw new BadParameterException("of", "has more users in a period than can be counted at once."
						+ " Choose a shorter period, filters or one user");
			}
			throw ex;
		}
	}

	/** What an answer has, and one event more if there are more. */
	private static List<DryRunEvent> first(List<DryRunEvent> events) {
		return events.stream().sorted(ORDER).limit(MOST_EVENTS + 1).toList();
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

	/** The latest days at whose end the rolling period is stored as a whole. */
	private static List<Interval> days(Rule rule, Instant from, Instant asOf) {
		List<Interval> days = new ArrayList<>();
		Interval day = AlertPeriod.DAY.at(asOf, rule.timezone());
		while (!rule.period().at(day.end(), rule.timezone()).start().isBefore(from) && days.size() < MOST_PERIODS) {
			days.add(0, day);
			day = AlertPeriod.DAY.at(day.start().minusNanos(1000), rule.timezone());
		}
		return days;
	}

	private List<DryRunEvent> calendar(Rule rule, List<Interval> periods, Instant asOf) {
		List<DryRunEvent> events = new ArrayList<>();
		for (Interval period : periods) {
			if (events.size() <= MOST_EVENTS) {
				events.addAll(inPeriod(rule, period, period.throughDayOf(asOf)));
			}
		}
		return events;
	}

	private List<DryRunEvent> inPeriod(Rule rule, Interval period, Interval counted) {
		List<DryRunEvent> events = List.of();
		for (UseQuestion part : parts(rule, counted)) {
			List<DryRunEvent> more = new ArrayList<>(events);
			addEvents(rule, period, part, more);
			events = first(more);
		}
		return events;
	}

	/**
	 * Questions that together are about all whom a rule watches, and are not too large.
	 */
	private List<UseQuestion> parts(Rule rule, Interval counted) {
		UseQuestion question = question(rule, counted);
		if (!question.each() || !question.users().isEmpty()) {
			return List.of(question);
		}
		List<String> users = this.uses.bySubject(question)
			.values()
			.stream()
			.filter((use) -> mayCross(rule, use))
			.map(Use::subject)
			.toList();
		long days = ChronoUnit.DAYS.between(withHistory(rule, counted).firstDay(), counted.dayAfter());
		int size = (int) (DAYS_AT_A_TIME / days);
		return IntStream.iterate(0, (from) -> from < users.size(), (from) -> from + size)
			.mapToObj((from) -> question.of(users.subList(from, Math.min(users.size(), from + size))))
			.toList();
	}

	/** Only forecasts and shares were higher than they are at the end of a period. */
	private static boolean mayCross(Rule rule, Use use) {
		return rule.thresholds()
			.stream()
			.anyMatch((threshold) -> threshold.kind() != Kind.ACTUAL
					|| use.used().compareTo(threshold.limit(rule.amount())) >= 0);
	}

	private void addEvents(Rule rule, Interval period, UseQuestion question, List<DryRunEvent> events) {
		Interval counted = question.interval();
		Map<String, Map<LocalDate, Use>> used = bySubject(question);
		Map<String, Map<LocalDate, Use>> estimated = rule.has(Kind.UNPRICED)
				? bySubject(question.by(Measure.COST_ESTIMATED)) : Map.of();
		Map<String, Map<LocalDate, BigDecimal>> before = rule.has(Kind.FORECAST)
				? this.uses.byDay(question.in(withHistory(rule, counted))) : Map.of();
		used.forEach((subject, days) -> {
			DryRunWalk walk = new DryRunWalk(rule, period, subject);
			counted.firstDay().datesUntil(counted.dayAfter()).forEach((day) -> {
				walk.add(days.get(day), estimated.getOrDefault(subject, Map.of()).get(day));
				walk.cross(day, before.getOrDefault(subject, Map.of()), this.uses.context().settling().time(), events);
			});
		});
	}

	/** With what the forecasts of its first day and of all after it need. */
	private Interval withHistory(Rule rule, Interval counted) {
		if (!rule.has(Kind.FORECAST)) {
			return counted;
		}
		Duration settling = this.uses.context().settling().time();
		return new Interval(Forecast.history(counted, counted.start(), settling).start(), counted.end(),
				counted.zone());
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
			if (events.size() > MOST_EVENTS) {
				break;
			}
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

	static String named(String subject) {
		return subject.isEmpty() ? EventData.EVERYONE : subject;
	}

}
