package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.alert.delivery.AlertEvent;
import ai.potpie.analyticsapi.alert.delivery.EventStore;
import ai.potpie.analyticsapi.alert.evaluation.Job.Stage;
import ai.potpie.analyticsapi.alert.rule.Interval;
import ai.potpie.analyticsapi.alert.rule.Rule;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.history.FactBase;
import org.jspecify.annotations.Nullable;

/**
 * Decides what has to be evaluated after a read of the feed: rules about users with new
 * facts, and all of a rule when it is new or has changed, when a period is over, when an
 * ended period has settled, and from time to time.
 * <p>
 * Time is that up to which the store is complete. While the feed is late, no time passes
 * here: nothing fires, and nothing is over.
 */
class Rounds {

	/** What a rule misses, after an erasure for example, it misses for so long. */
	private static final Duration FULL_AFTER = Duration.ofHours(1);

	/** What was used in a rolling period gets less without new facts. */
	private static final Duration FULL_AFTER_IF_ROLLING = Duration.ofMinutes(5);

	/** After a longer absence, the next rounds evaluate the other ended periods. */
	private static final int MOST_PERIODS = 40;

	private final RuleStore rules;

	private final ProgressStore progress;

	private final EventStore events;

	private final Evaluator evaluator;

	private final FiredKeys fired;

	private final Firings firings;

	private final RuleStatuses statuses;

	private final FactBase facts;

	private final Duration settling;

	private final Map<String, Last> last = new HashMap<>();

	Rounds(RuleStore rules, ProgressStore progress, EventStore events, Evaluator evaluator, FiredKeys fired,
			Firings firings, RuleStatuses statuses, FactBase facts, Duration settling) {
		this.rules = rules;
		this.progress = progress;
		this.events = events;
		this.evaluator = evaluator;
		this.fired = fired;
		this.firings = firings;
		this.statuses = statuses;
		this.facts = facts;
		this.settling = settling;
	}

	/**
	 * Evaluates what has to be.
	 * @param changed the users with new facts
	 */
	void take(Set<String> changed, Instant asOf) {
		List<StoredRule> all = this.rules.all();
		forgetDeleted(all, asOf);
		Map<String, Progress> known = this.progress.all();
		List<Plan> plans = all.stream()
			.filter((rule) -> rule.rule().enabled())
			.map((rule) -> plan(rule, known.get(rule.id()), changed, asOf))
			.filter((plan) -> !plan.jobs.isEmpty())
			.toList();
		for (Stage stage : Stage.values()) {
			this.evaluator.evaluate(
					plans.stream().flatMap((plan) -> plan.jobs.stream()).filter((job) -> job.stage() == stage).toList(),
					changed, asOf);
		}
		plans.forEach((plan) -> done(plan, asOf));
		this.fired.retain(this.last.values().stream().map((seen) -> seen.periodStart).collect(Collectors.toSet()));
	}

	/** Forgets what was evaluated, so that the next round evaluates all of it. */
	void forget() {
		this.last.clear();
	}

	private void forgetDeleted(List<StoredRule> all, Instant asOf) {
		Set<String> ids = new HashSet<>();
		all.stream().filter((rule) -> rule.rule().enabled()).forEach((rule) -> ids.add(rule.id()));
		this.progress.retain(ids)
			.forEach((id) -> this.events.lastingOf(id).forEach((event) -> this.firings.resolve(event, asOf)));
		this.last.keySet().retainAll(ids);
		this.statuses.retain(ids);
	}

	private Plan plan(StoredRule rule, @Nullable Progress known, Set<String> changed, Instant asOf) {
		Rule what = rule.rule();
		Interval current = what.period().at(asOf, what.timezone());
		boolean isChanged = known == null || known.version() != rule.version();
		Progress before = isChanged ? Progress.begin(rule.version(), current.start()) : known;
		Plan plan = new Plan(rule, current, before, isChanged);
		if (!this.facts.covers(current.start(), asOf)) {
			return plan;
		}
		if (!what.period().isRolling()) {
			planEnded(plan);
			planSettled(plan, asOf);
		}
		boolean full = isChanged || plan.isOver || isFullDue(rule, asOf);
		if (full || isConcerned(what, changed)) {
			plan.jobs.add(new Job(rule, current, counted(current, asOf), Stage.OPEN, full, known != null && isChanged));
			plan.isFull = full;
		}
		return plan;
	}

	private void planEnded(Plan plan) {
		Instant start = plan.progress.openStart();
		int count = 0;
		while (start.isBefore(plan.current.start()) && count++ < MOST_PERIODS) {
			Interval period = period(plan.rule, start);
			if (!this.facts.covers(period.start(), period.end())) {
				break;
			}
			plan.jobs.add(new Job(plan.rule, period, period, Stage.ENDED, true, false));
			start = period.end();
			plan.progress = plan.progress.ended(start);
			plan.isOver = true;
		}
	}

	private void planSettled(Plan plan, Instant asOf) {
		Instant start = plan.progress.settledStart();
		int count = 0;
		while (count++ < MOST_PERIODS) {
			Interval period = period(plan.rule, start);
			if (period.end().plus(this.settling).isAfter(asOf) || period.end().isAfter(plan.progress.openStart())) {
				break;
			}
			plan.jobs.add(new Job(plan.rule, period, period, Stage.SETTLED, true, false));
			start = period.end();
			plan.progress = plan.progress.settled(start);
		}
	}

	private static Interval period(StoredRule rule, Instant start) {
		return rule.rule().period().at(start, rule.rule().timezone());
	}

	private static Interval counted(Interval period, Instant asOf) {
		return period.end().equals(asOf) ? period : period.throughDayOf(asOf);
	}

	private boolean isFullDue(StoredRule rule, Instant asOf) {
		Last seen = this.last.get(rule.id());
		Duration after = rule.rule().period().isRolling() ? FULL_AFTER_IF_ROLLING : FULL_AFTER;
		return seen == null || !seen.tag.equals(rule.tag()) || !asOf.isBefore(seen.full.plus(after));
	}

	private static boolean isConcerned(Rule rule, Set<String> changed) {
		String user = rule.of().userId();
		return (user != null) ? changed.contains(user) : !changed.isEmpty();
	}

	private void done(Plan plan, Instant asOf) {
		if (plan.isChanged || plan.isOver) {
			this.events.lastingOf(plan.rule.id())
				.stream()
				.filter((event) -> isOver(event, plan))
				.forEach((event) -> this.firings.resolve(event, asOf));
		}
		this.progress.save(plan.rule.id(), plan.progress);
		if (plan.isFull) {
			this.last.put(plan.rule.id(), new Last(plan.rule.tag(), asOf, plan.current.start()));
		}
	}

	private static boolean isOver(AlertEvent event, Plan plan) {
		return event.key().version() != plan.rule.version()
				|| (!plan.rule.rule().period().isRolling() && event.key().periodStart().isBefore(plan.current.start()));
	}

	/**
	 * What is to be done for a rule, and what is then done.
	 */
	private static final class Plan {

		private final StoredRule rule;

		private final Interval current;

		private final boolean isChanged;

		private final List<Job> jobs = new ArrayList<>();

		private Progress progress;

		private boolean isOver;

		private boolean isFull;

		Plan(StoredRule rule, Interval current, Progress progress, boolean isChanged) {
			this.rule = rule;
			this.current = current;
			this.progress = progress;
			this.isChanged = isChanged;
		}

	}

	/**
	 * When a rule was last evaluated for all users.
	 */
	private record Last(String tag, Instant full, Instant periodStart) {
	}

}
