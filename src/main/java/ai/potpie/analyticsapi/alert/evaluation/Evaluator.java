package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.evaluation.Job.Stage;
import ai.potpie.analyticsapi.alert.number.Forecast;
import ai.potpie.analyticsapi.alert.number.Forecasts;
import ai.potpie.analyticsapi.alert.number.Use;
import ai.potpie.analyticsapi.alert.number.UseQuestion;
import ai.potpie.analyticsapi.alert.number.Uses;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.alert.rule.Threshold;
import ai.potpie.analyticsapi.alert.rule.Threshold.Kind;
import ai.potpie.analyticsapi.analytics.counting.RunCoverage;

/**
 * Compares what was used with thresholds. Rules that ask the same of the store share one
 * query, for all of their users.
 */
class Evaluator {

	/** A statement with more ids takes longer than everyone's facts. */
	private static final int MOST_NAMED_USERS = 1000;

	private final Uses uses;

	private final Forecasts forecasts;

	private final FiredKeys fired;

	private final RollingEvents rolling;

	private final Firings firings;

	private final RuleStatuses statuses;

	private final String pageUrl;

	Evaluator(Uses uses, FiredKeys fired, RollingEvents rolling, Firings firings, RuleStatuses statuses,
			String pageUrl) {
		this.uses = uses;
		this.forecasts = new Forecasts(uses);
		this.fired = fired;
		this.rolling = rolling;
		this.firings = firings;
		this.statuses = statuses;
		this.pageUrl = pageUrl;
	}

	/**
	 * Evaluates jobs.
	 * @param changed the users with new facts
	 */
	void evaluate(List<Job> jobs, Set<String> changed, Instant asOf) {
		Map<UseQuestion, List<Job>> groups = jobs.stream()
			.collect(Collectors.groupingBy((job) -> job.question(this.uses.context()), LinkedHashMap::new,
					Collectors.toList()));
		groups.forEach((question, group) -> evaluate(question, group, changed, asOf));
	}

	private void evaluate(UseQuestion all, List<Job> group, Set<String> changed, Instant asOf) {
		UseQuestion question = all.each() ? all.of(users(group, changed)) : all;
		Map<String, Use> used = this.uses.bySubject(question);
		for (Job job : group) {
			List<Use> watched = watched(job, used, changed);
			evaluate(job, question, watched, asOf);
			this.statuses.evaluated(job, watched, asOf);
		}
	}

	/** The users of a group's rules; empty for all. */
	private static Collection<String> users(List<Job> group, Set<String> changed) {
		Set<String> users = new TreeSet<>();
		for (Job job : group) {
			String user = job.rule().rule().of().userId();
			if (user != null) {
				users.add(user);
			}
			else if (job.full()) {
				return List.of();
			}
			else {
				users.addAll(changed);
			}
		}
		return (users.size() > MOST_NAMED_USERS) ? List.of() : users;
	}

	private static List<Use> watched(Job job, Map<String, Use> used, Set<String> changed) {
		Rule rule = job.rule().rule();
		if (rule.of().countsTogether()) {
			return List.of(used.getOrDefault("", Use.none("")));
		}
		String user = rule.of().userId();
		if (user != null) {
			return List.of(used.getOrDefault(user, Use.none(user)));
		}
		return used.values().stream().filter((use) -> job.full() || changed.contains(use.subject())).toList();
	}

	private void evaluate(Job job, UseQuestion question, List<Use> watched, Instant asOf) {
		Crossings crossings = crossings(job, question, watched, asOf);
		Map<Use, List<Threshold>> fresh = new LinkedHashMap<>();
		for (Use use : watched) {
			List<Threshold> crossed = job.rule()
				.rule()
				.thresholds()
				.stream()
				.filter((threshold) -> crossings.isCrossed(threshold, use))
				.filter((threshold) -> !hasFired(job, use, threshold, asOf))
				.toList();
			if (!crossed.isEmpty()) {
				fresh.put(use, crossed);
			}
		}
		fire(job, question, fresh, asOf);
		if (job.rule().rule().period().isRolling()) {
			rearm(job, crossings, watched, asOf);
		}
	}

	private Crossings crossings(Job job, UseQuestion question, Collection<Use> watched, Instant asOf) {
		Rule rule = job.rule().rule();
		Map<String, Forecast> ahead = (rule.has(Kind.FORECAST) && Crossings.mayForecast(job, asOf))
				? this.forecasts.of(question, watched, job.period(), asOf) : Map.of();
		return new Crossings(job, ahead, rule.has(Kind.UNPRICED) ? coverages(question, watched) : Map.of(), asOf,
				this.pageUrl);
	}

	private Map<String, RunCoverage> coverages(UseQuestion question, Collection<Use> watched) {
		if (question.measure() == Measure.COST_ESTIMATED) {
			return Map.of();
		}
		UseQuestion estimated = question.by(Measure.COST_ESTIMATED);
		boolean few = question.each() && watched.size() <= MOST_NAMED_USERS;
		Map<String, RunCoverage> coverages = new HashMap<>();
		this.uses.bySubject(few ? estimated.of(watched.stream().map(Use::subject).toList()) : estimated)
			.forEach((subject, use) -> {
				if (use.runCoverage() != null) {
					coverages.put(subject, use.runCoverage());
				}
			});
		return coverages;
	}

	private boolean hasFired(Job job, Use use, Threshold threshold, Instant asOf) {
		return job.rule().rule().period().isRolling()
				? !this.rolling.isArmed(job.rule(), use.subject(), threshold, asOf)
				: this.fired.contains(FiredKeys.key(job, use.subject(), threshold));
	}

	private void fire(Job job, UseQuestion question, Map<Use, List<Threshold>> fresh, Instant asOf) {
		if (fresh.isEmpty()) {
			return;
		}
		Crossings told = told(job, question, fresh.keySet(), asOf);
		fresh.forEach((use, thresholds) -> {
			List<Firings.Crossed> crossed = new ArrayList<>();
			for (Threshold threshold : thresholds) {
				crossed.add(told.crossed(key(job, use.subject(), threshold), use));
			}
			this.firings.fire(job.rule(), crossed, job.stage() == Stage.SETTLED);
			crossed.forEach((each) -> this.fired.add(each.key()));
		});
		this.rolling.forget(job.rule());
	}

	/** With what is told of an event and not needed to fire it. */
	private Crossings told(Job job, UseQuestion question, Collection<Use> firing, Instant asOf) {
		Map<String, Forecast> ahead = Crossings.mayForecast(job, asOf)
				? this.forecasts.of(question, firing, job.period(), asOf) : Map.of();
		boolean needsCoverage = question.measure() == Measure.COST || job.rule().rule().has(Kind.UNPRICED);
		return new Crossings(job, ahead, needsCoverage ? coverages(question, firing) : Map.of(), asOf, this.pageUrl);
	}

	private AlertEvent.Key key(Job job, String subject, Threshold threshold) {
		return job.rule().rule().period().isRolling() ? this.rolling.nextKey(job.rule(), subject, threshold)
				: FiredKeys.key(job, subject, threshold);
	}

	private void rearm(Job job, Crossings crossings, List<Use> watched, Instant asOf) {
		Map<String, Use> used = new HashMap<>();
		watched.forEach((use) -> used.put(use.subject(), use));
		Set<String> known = new HashSet<>(used.keySet());
		this.rolling.lasting(job.rule()).stream().filter((event) -> {
			String subject = event.key().subject();
			Threshold threshold = new Threshold(event.key().percent(), event.key().kind());
			return (job.full() || known.contains(subject)) && !crossings.reaches(threshold,
					used.getOrDefault(subject, Use.none(subject)), RollingEvents.REARM_SHARE);
		}).forEach((event) -> {
			this.firings.resolve(event, asOf);
			this.rolling.forget(job.rule());
		});
	}

}
