package ai.potpie.analyticsapi.analytics;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which spans a question is about: those of a user, in a window, that pass the filters.
 *
 * @param userId the {@code user_id} attribute
 * @param window when the spans started
 */
record UserSpans(String userId, Window window, SpanFilters filters) {

	private static final Sql IS_USERS = Sql.of("(attributes->>'user_id') = :user_id");

	/** What a file about them is called. */
	FileName fileName(String subject) {
		return new FileName(subject, this.window.first(), this.window.last());
	}

	/** The condition for a {@code WHERE}. */
	Sql condition() {
		return condition(this.window.condition());
	}

	/** The same, of another time. */
	Sql condition(Sql time) {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(time);
		conditions.add(IS_USERS.with("user_id", this.userId));
		conditions.addAll(this.filters.conditions());
		return Sql.and(conditions);
	}

}
