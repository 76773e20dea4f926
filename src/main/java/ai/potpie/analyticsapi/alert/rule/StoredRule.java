package ai.potpie.analyticsapi.alert.rule;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A rule with what the service knows of it.
 *
 * @param id its id
 * @param owner the user whose token made it; null for rules of operators
 * @param source where it is kept
 * @param version grows when the rule begins to fire at something else; what an earlier
 * version has fired does not count any more
 * @param revision changes with each change, also of its name
 * @param rule what it says
 * @param createdAt when it was made; null for a rule of the file
 * @param changedAt when it was last changed; null for a rule of the file
 */
public record StoredRule(String id, @Nullable String owner, Source source, long version, long revision, Rule rule,
		@Nullable Instant createdAt, @Nullable Instant changedAt) {

	/** Whether a caller that stands for a user may see it. */
	public boolean isVisibleTo(String user) {
		return user.equals(this.rule.of().userId());
	}

	/** The value of its {@code ETag}, without quotes. */
	public String tag() {
		return this.version + "-" + this.revision;
	}

	/** Where a rule is kept. */
	public enum Source {

		/** In the database, by the API. */
		API,

		/** In the file of rules, which only operators change. */
		FILE

	}

}
