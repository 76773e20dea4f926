package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;

/**
 * The names of the attributes that tell a span's user, run, conversation, project and
 * agent. The first attribute of a list that is not blank counts.
 *
 * @param user attributes with the id of the user
 * @param run attributes with the id of the run
 * @param conversation attributes with the id of the conversation
 * @param project attributes with the id of the project
 * @param agent attributes with the id of the agent
 */
public record AttributeNames(List<String> user, List<String> run, List<String> conversation, List<String> project,
		List<String> agent) implements SpanColumns {

	private static final Sql UNLESS_BLANK = Sql
		.of("CASE WHEN NOT (:text ~ '^[[:space:]]*$') THEN :text ELSE :or_else END");

	@Override
	public Sql userId() {
		Sql id = SpanAttribute.ofRecord(this.user.get(this.user.size() - 1));
		for (int i = this.user.size() - 2; i >= 0; i--) {
			id = UNLESS_BLANK.with("text", SpanAttribute.ofRecord(this.user.get(i))).with("or_else", id);
		}
		return id;
	}

	@Override
	public Sql namesUser() {
		return Sql.of("NOT (:blank)").with("blank", Cleaned.isBlank(userId()));
	}

	@Override
	public Sql projectId() {
		return name(this.project);
	}

	@Override
	public Sql agentId() {
		return name(this.agent);
	}

	@Override
	public Sql environment() {
		return Sql.of("deployment_environment");
	}

	/** The value of the first attribute that is not blank; NULL if all are blank. */
	public static Sql name(List<String> attributes) {
		return Cleaned.firstNamed(attributes.stream().map(SpanAttribute::ofRecord).toList());
	}

}
