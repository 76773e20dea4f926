package ai.potpie.analyticsapi.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import ai.potpie.analyticsapi.history.store.FeedState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose rules make the facts while a deployment replaces replicas by those with other
 * rules: those of the replica that began last. Those before would make all facts anew by
 * their own rules, and the last one by its own again. They read nothing as long as it
 * goes on.
 */
class RulesInForce {

	private static final Logger logger = LoggerFactory.getLogger(RulesInForce.class);

	private final String own;

	private final Duration patience;

	private final Clock clock;

	private boolean ownWereInForce;

	private @Nullable FeedState other;

	private Instant changed = Instant.EPOCH;

	/**
	 * Creates the view of one replica.
	 * @param own a digest of its rules
	 * @param patience how long nothing changes until others are taken for stopped
	 */
	RulesInForce(String own, Duration patience, Clock clock) {
		this.own = own;
		this.patience = patience;
		this.clock = clock;
	}

	/** Whether a replica that began later makes facts by other rules. */
	boolean areOfAnother(Optional<FeedState> saved) {
		if (saved.isEmpty() || saved.get().rules().equals(this.own)) {
			this.ownWereInForce = saved.isPresent();
			this.other = null;
			return false;
		}
		if (this.ownWereInForce && !saved.get().equals(this.other)) {
			if (this.other == null) {
				logger.info("A replica that began later makes facts by other rules: this one reads none");
			}
			this.other = saved.get();
			this.changed = this.clock.instant();
		}
		return this.ownWereInForce && this.clock.instant().isBefore(this.changed.plus(this.patience));
	}

}
