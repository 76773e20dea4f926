package ai.potpie.analyticsapi.history.store;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How far the feed has read.
 *
 * @param rules a digest of the rules that made the facts
 * @param firstCursor the end of the times of creation that the backfill reads; the tail
 * begins there
 * @param readThrough the time of creation up to which facts are final
 * @param asOf the moment up to which the store has everything that Logfire had; null
 * before the first read
 * @param reconciledThrough the moment up to which facts were compared with Logfire, by
 * their times of start; null before the first
 * @param compactedThrough redundant facts that started before are deleted; null before
 * the first were
 * @param otherRulesUntil other rules made the facts that started before; null if there
 * are none
 * @param version grows with each change of the facts
 * @param pastVersion grows with each change of facts that rollups may have counted
 */
public record FeedState(String rules, Instant firstCursor, Instant readThrough, @Nullable Instant asOf,
		@Nullable Instant reconciledThrough, @Nullable Instant compactedThrough, @Nullable Instant otherRulesUntil,
		long version, long pastVersion) {

	/** The state of a feed that has read nothing yet. */
	public static FeedState begin(String rules, Instant cursor) {
		return new FeedState(rules, cursor, cursor, null, null, null, null, 0, 0);
	}

	/**
	 * Begins again, with facts that other rules make.
	 * @param otherRulesUntil these rules do not make the facts that started before; null
	 * if they make all
	 */
	public FeedState beginAgain(String rules, Instant cursor, @Nullable Instant otherRulesUntil) {
		return new FeedState(rules, cursor, cursor, null, null, this.compactedThrough, otherRulesUntil,
				this.version + 1, this.pastVersion + 1);
	}

	/** After a read of facts that were created up to a moment. */
	public FeedState readThrough(Instant readThrough, @Nullable Instant asOf) {
		return new FeedState(this.rules, this.firstCursor, readThrough, asOf, this.reconciledThrough,
				this.compactedThrough, this.otherRulesUntil, this.version + 1, this.pastVersion);
	}

	/** After facts were compared. */
	public FeedState reconciledThrough(Instant reconciledThrough) {
		return new FeedState(this.rules, this.firstCursor, this.readThrough, this.asOf, reconciledThrough,
				this.compactedThrough, this.otherRulesUntil, this.version, this.pastVersion);
	}

	/** After older facts were read, or the feed was given something to do. */
	public FeedState extended() {
		return new FeedState(this.rules, this.firstCursor, this.readThrough, this.asOf, this.reconciledThrough,
				this.compactedThrough, this.otherRulesUntil, this.version + 1, this.pastVersion);
	}

	/** After facts were changed that rollups may have counted. */
	public FeedState changed() {
		return new FeedState(this.rules, this.firstCursor, this.readThrough, this.asOf, this.reconciledThrough,
				this.compactedThrough, this.otherRulesUntil, this.version + 1, this.pastVersion + 1);
	}

	/** After redundant facts were deleted. */
	public FeedState compactedThrough(Instant compactedThrough) {
		return new FeedState(this.rules, this.firstCursor, this.readThrough, this.asOf, this.reconciledThrough,
				compactedThrough, this.otherRulesUntil, this.version, this.pastVersion);
	}

	/** After facts were read from a moment on. */
	public FeedState compactedBefore(Instant moment) {
		return (this.compactedThrough == null) ? this
				: compactedThrough(TimeRange.earlier(this.compactedThrough, moment));
	}

}
