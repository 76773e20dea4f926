package ai.potpie.analyticsapi.alert.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whose use a rule watches: exactly one component is present.
 *
 * @param userId this user's
 * @param eachUser each user's by itself, if true
 * @param everyone the sum of all users', if true
 */
public record Subject(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String userId,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean eachUser,
		@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean everyone) {

	public static final Subject EACH_USER = new Subject(null, true, null);

	public static final Subject EVERYONE = new Subject(null, null, true);

	public static Subject of(String userId) {
		return new Subject(userId, null, null);
	}

	/** Whether all users are counted together. */
	public boolean countsTogether() {
		return this.everyone != null;
	}

	/** Whether a user's use counts for a budget of that user alone. */
	public boolean isAbout(String user) {
		return this.eachUser != null || user.equals(this.userId);
	}

}
