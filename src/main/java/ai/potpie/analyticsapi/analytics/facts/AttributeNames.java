package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * Which attributes of a span say whose it is and to what it belongs: of each list, the
 * first that is not blank counts.
 *
 * @param user whose span it is
 * @param run the run to which it belongs
 * @param conversation the conversation to which it belongs
 * @param project the project to which it belongs
 * @param agent the agent that it is part of
 */
public record AttributeNames(List<String> user, List<String> run, List<String> conversation, List<String> project,
		List<String> agent) {

	private static final Sql UNLESS_BLANK = Sql
		.of("CASE WHEN NOT (:text ~ '^[[:space:]]*$') THEN :text ELSE :or_else END");

	/** The id of the user: blank or NULL if there is none. */
	public Sql userId() {
		Sql id = SpanAttribute.ofRecord(this.user.get(this.user.size() - 1));
		for (int i = this.user.size() - 2; i >= 0; i--) {
			id = UNLESS_BLANK.with("text", SpanAttribute.ofRecord(this.user.get(i))).with("or_else", id);
		}
		return id;
	}

	/** The name that the first of the attributes gives, NULL if all are blank. */
	public static Sql name(List<String> attributes) {
		return Cleaned.firstNamed(attributes.stream().map(SpanAttribute::ofRecord).toList());
	}

}
