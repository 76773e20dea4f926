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
	public Sql condition(SpanColumns columns) {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(this.window.condition());
		conditions.add(columns.namesUser());
		conditions.addAll(this.filters.conditions(columns));
		return Sql.and(conditions);
	}

}
