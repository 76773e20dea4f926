package ai.potpie.analyticsapi.analytics;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which spans a question about everyone is about: those that name a user, in a window,
 * that pass the filters.
 *
 * @param window when the spans started
 */
record EveryonesSpans(Window window, SpanFilters filters) {

	/** The user whose span it is: users have nothing in common, whatever their ids. */
	static final Sql USER = Sql.of("(attributes->>'user_id')");

	/** The condition for a {@code WHERE}. */
	Sql condition() {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(this.window.condition());
		conditions.add(Sql.of("NOT (:user ~ '^[[:space:]]*$')").with("user", USER));
		conditions.addAll(this.filters.conditions());
		return Sql.and(conditions);
	}

}
