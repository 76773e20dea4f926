package ai.potpie.analyticsapi.analytics;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Which spans a question is about: those of a user, in a window, that pass the filters.
 * Several values of a filter are alternatives; filters narrow each other.
 *
 * @param userId the {@code user_id} attribute
 * @param window when the spans started
 * @param projectIds values of the {@code project_id} attribute (Logfire's own column of
 * that name is something else); empty for all
 * @param agentIds values of the {@code agent_id} attribute; empty for all
 * @param environments values of {@code deployment_environment}; empty for all
 */
record UserSpans(String userId, Window window, List<String> projectIds, List<String> agentIds,
		List<String> environments) {

	UserSpans(String userId, Window window, @Nullable List<String> projectIds, @Nullable List<String> agentIds,
			@Nullable List<String> environments) {
		this.userId = userId;
		this.window = window;
		this.projectIds = (projectIds != null) ? List.copyOf(projectIds) : List.of();
		this.agentIds = (agentIds != null) ? List.copyOf(agentIds) : List.of();
		this.environments = (environments != null) ? List.copyOf(environments) : List.of();
	}

	/** The condition for a {@code WHERE}. */
	Sql condition() {
		List<Sql> conditions = new ArrayList<>();
		conditions.add(Sql.of("start_timestamp >= :start AND start_timestamp < :end")
			.with("start", this.window.start())
			.with("end", this.window.end()));
		conditions.add(Sql.of("(attributes->>'user_id') = :user_id").with("user_id", this.userId));
		addFilter(conditions, "(attributes->>'project_id') IN :values", this.projectIds);
		addFilter(conditions, "(attributes->>'agent_id') IN :values", this.agentIds);
		addFilter(conditions, "deployment_environment IN :values", this.environments);
		return Sql.and(conditions);
	}

	private static void addFilter(List<Sql> conditions, String condition, List<String> values) {
		if (!values.isEmpty()) {
			conditions.add(Sql.of(condition).with("values", values));
		}
	}

}
