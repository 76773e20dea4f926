package ai.potpie.analyticsapi.analytics.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.sql.Sql;

/**
 * The spans of a question: a user's spans that started in a window and pass the filters.
 *
 * @param userId the id of the user
 * @param window the days on which the spans started
 */
public record UserSpans(String userId, Window window, SpanFilters filters) {

	private static final Sql IS_USERS = Sql.of(":user = :user_id");

	/** The name of a file about these spans. */
	public FileName fileName(String subject) {
		return new FileName(subject, this.window.first(), this.window.last());
	}

	/** The user's id and the filters' values. */
	public Stream<String> texts() {
		return Stream.concat(Stream.of(this.userId), this.filters.texts());
	}

	/** The condition for a {@code WHERE}. */
	public Sql condition(SpanColumns columns) {
		return condition(this.window.condition(), columns);
	}

	/** The condition for a {@code WHERE}, with another condition for the time. */
	public Sql condition(Sql time, SpanColumns columns) {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(time);
		conditions.add(IS_USERS.with("user", columns.userId()).with("user_id", this.userId));
		conditions.addAll(this.filters.conditions(columns));
		return Sql.and(conditions);
	}

}
