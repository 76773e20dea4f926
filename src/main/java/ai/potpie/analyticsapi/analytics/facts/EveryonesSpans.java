package ai.potpie.analyticsapi.analytics.facts;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The spans of a question about all users: spans that name a user, started in a window
 * and pass the filters.
 *
 * @param window the days on which the spans started
 */
public record EveryonesSpans(Window window, SpanFilters filters) {

	/** The condition for a {@code WHERE}. */
	public Sql condition(AttributeNames names) {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(this.window.condition());
		conditions.add(Sql.of("NOT (:blank)").with("blank", Cleaned.isBlank(names.userId())));
		conditions.addAll(this.filters.conditions(names));
		return Sql.and(conditions);
	}

}
