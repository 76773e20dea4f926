package ai.potpie.analyticsapi.alert.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import ai.potpie.analyticsapi.alert.delivery.AlertScheduler;
import ai.potpie.analyticsapi.alert.delivery.Channels;
import ai.potpie.analyticsapi.alert.rule.RuleStore;
import ai.potpie.analyticsapi.alert.rule.StoredRule;
import ai.potpie.analyticsapi.history.BackgroundLoop;
import ai.potpie.analyticsapi.history.FactBase;
import ai.potpie.analyticsapi.history.FactsArrived;
import ai.potpie.analyticsapi.history.PastChanged;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * Evaluates rules on a thread of its own: when facts have arrived, and each second to see
 * whether a period is over, a rule or file has changed, or the feed is late.
 */
public class AlertLoop extends BackgroundLoop {

	private static final Logger logger = LoggerFactory.getLogger(AlertLoop.class);

	private static final Duration LOOK = Duration.ofSeconds(1);

	private final FactBase facts;

	private final RuleStore rules;

	private final Channels channels;

	private final Rounds rounds;

	private final StaleWatch stale;

	private final AlertScheduler deliveries;

	private final ApplicationEventPublisher published;

	private final Clock clock;

	private final Set<String> changed = new HashSet<>();

	private volatile boolean pastChanged;

	private volatile @Nullable Instant evaluated;

	private @Nullable Instant seen;

	private List<StoredRule> seenRules = List.of();

	private boolean failing;

	AlertLoop(FactBase facts, RuleStore rules, Channels channels, Rounds rounds, StaleWatch stale,
			AlertScheduler deliveries, ApplicationEventPublisher published, Clock clock) {
		super("alerts");
		this.facts = facts;
		this.rules = rules;
		this.channels = channels;
		this.rounds = rounds;
		this.stale = stale;
		this.deliveries = deliveries;
		this.published = published;
		this.clock = clock;
	}

	@EventListener
	synchronized void arrived(FactsArrived facts) {
		this.changed.addAll(facts.users());
		notifyAll();
	}

	@EventListener
	void changed(PastChanged facts) {
		this.pastChanged = true;
	}

	/** The time since the facts that were last evaluated; NaN before that. */
	public double ageSeconds() {
		Instant moment = this.evaluated;
		return (moment != null) ? Duration.between(moment, this.clock.instant()).toMillis() / 1000.0 : Double.NaN;
	}

	@Override
	protected void step() throws InterruptedException {
		take(awaitChanges());
	}

	private synchronized Set<String> awaitChanges() throws InterruptedException {
		if (this.changed.isEmpty() || this.failing) {
			wait(LOOK.toMillis());
		}
		Set<String> users = Set.copyOf(this.changed);
		this.changed.clear();
		return users;
	}

	private void take(Set<String> users) {
		try {
			this.channels.refresh();
			this.rules.refresh();
			Instant asOf = this.facts.asOf().orElse(null);
			if (!this.facts.isOpen() || asOf == null) {
				keep(users);
				return;
			}
			this.deliveries.start();
			this.stale.look();
			evaluate(users, asOf);
			if (this.failing) {
				this.failing = false;
				logger.info("Alerts are evaluated again");
			}
		}
		catch (RuntimeException ex) {
			// A loop that is being stopped loses its connections
			if (isRunning()) {
				keep(users);
				fail(ex);
			}
		}
	}

	private void evaluate(Set<String> users, Instant asOf) {
		List<StoredRule> all = this.rules.all();
		if (this.pastChanged) {
			this.pastChanged = false;
			this.rounds.forget();
			this.seen = null;
		}
		if (users.isEmpty() && asOf.equals(this.seen) && all.equals(this.seenRules)) {
			return;
		}
		this.rounds.take(users, asOf);
		this.seen = asOf;
		this.seenRules = all;
		this.evaluated = asOf;
		this.published.publishEvent(new RulesEvaluated(all));
	}

	private synchronized void keep(Set<String> users) {
		this.changed.addAll(users);
	}

	private void fail(RuntimeException failure) {
		if (!this.failing) {
			this.failing = true;
			logger.error("Alerts cannot be evaluated, and wait", failure);
		}
	}

	@Override
	public void stop() {
		super.stop();
		this.deliveries.close();
	}

	/**
	 * Published when rules were evaluated.
	 *
	 * @param rules all rules
	 */
	public record RulesEvaluated(List<StoredRule> rules) {
	}

}
