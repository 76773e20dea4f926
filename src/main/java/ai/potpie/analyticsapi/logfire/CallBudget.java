package ai.potpie.analyticsapi.logfire;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import ai.potpie.analyticsapi.logfire.rows.LogfireException;
import ai.potpie.analyticsapi.logfire.rows.LogfireException.Reason;
import ai.potpie.analyticsapi.ratelimit.TokenBuckets;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;

/**
 * Counts the calls that the plan of the read token allows. A call that a client waits for
 * queues for its turn, as far as its deadline permits; a refresh takes only a call that
 * is available at once.
 */
public class CallBudget {

	/** The rest of the time is for the call itself. */
	private static final double SHARE_FOR_WAITING = 0.8;

	private final TokenBuckets buckets;

	private final String name;

	private volatile CallLimits limits;

	/**
	 * Creates a budget.
	 * @param limits the limits of the plan
	 * @param buckets the buckets that count the calls
	 * @param token the hash of the read token, whose calls are counted together
	 */
	CallBudget(CallLimits limits, TokenBuckets buckets, String token) {
		this.limits = limits;
		this.buckets = buckets;
		this.name = "logfire " + token;
	}

	/** Applies the plan's limits, unless the settings have others. */
	void learnPlan(ReadTokenInfo info) {
		if (this.limits.isOfPlan()) {
			this.limits = CallLimits.ofPlan(info.plan());
		}
	}

	/**
	 * Takes a call from the budget.
	 * @return the time to wait before the call
	 * @throws LogfireException if the turn would come too late for the deadline
	 */
	Duration take(Urgency urgency, Deadline deadline) {
		BucketConfiguration limit = this.limits.bucket();
		if (limit == null) {
			return Duration.ZERO;
		}
		long patience = (urgency == Urgency.REFRESH) ? 0 : (long) (deadline.left().toNanos() * SHARE_FOR_WAITING);
		Turn turn = this.buckets.use(this.name, limit, (bucket) -> Turn.take(bucket, patience));
		if (!turn.isTaken()) {
			throw new LogfireException(Reason.RATE_LIMITED, "The calls that the Logfire plan allows are used up",
					turn.delay(), null);
		}
		return turn.delay();
	}

	/**
	 * Takes a call from a share of the budget that is for one purpose, so that it leaves
	 * the rest to others. The call itself is taken from the whole budget when it is made.
	 * @param purpose the name of the share
	 * @param share the share of the plan's calls, up to 1
	 * @throws LogfireException if the share is used up for now
	 */
	public void takeFrom(String purpose, double share) {
		BucketConfiguration limit = this.limits.bucket(share);
		if (limit == null) {
			return;
		}
		Turn turn = this.buckets.use(this.name + " " + purpose, limit, (bucket) -> Turn.take(bucket, 0));
		if (!turn.isTaken()) {
			throw new LogfireException(Reason.RATE_LIMITED, "The share of calls for " + purpose + " is used up",
					turn.delay(), null);
		}
	}

	/** The shortest time between calls that a share of the budget can sustain. */
	public Duration pace(double share) {
		BucketConfiguration limit = this.limits.bucket(share);
		long nanos = (limit == null) ? 0
				: Arrays.stream(limit.getBandwidths())
					.mapToLong((bandwidth) -> bandwidth.getRefillPeriodNanos() / bandwidth.getRefillTokens())
					.max()
					.orElse(0);
		return Duration.ofNanos(nanos);
	}

	/** The number of calls left for now; infinite without a limit. */
	double remaining() {
		BucketConfiguration limit = this.limits.bucket();
		return (limit != null) ? this.buckets.use(this.name, limit, Bucket::getAvailableTokens)
				: Double.POSITIVE_INFINITY;
	}

	private record Turn(boolean isTaken, Duration delay) {

		// The bucket is the queue: a reserved later call makes its count negative.
		static Turn take(Bucket bucket, long patienceNanos) {
			AtomicLong delay = new AtomicLong();
			boolean taken = (patienceNanos > 0)
					? bucket.asBlocking().tryConsumeUninterruptibly(1, patienceNanos, delay::set)
					: bucket.tryConsume(1);
			long nanos = taken ? delay.get() : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
			return new Turn(taken, Duration.ofNanos(nanos));
		}

	}

}
