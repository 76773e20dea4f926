package ai.potpie.analyticsapi.analytics;

import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Filters of spans. Several values of a filter are alternatives; filters narrow each
 * other.
 *
 * @param projectIds values of the {@code project_id} attribute (Logfire's own column of
 * that name is something else); empty for all
 * @param agentIds values of the {@code agent_id} attribute; empty for all
 * @param environments values of {@code deployment_environment}; empty for all
 */
record SpanFilters(List<String> projectIds, List<String> agentIds, List<String> environments) {

	static SpanFilters of(@Nullable List<String> projectIds, @Nullable List<String> agentIds,
			@Nullable List<String> environments) {
		return new SpanFilters(orEmpty(projectIds), orEmpty(agentIds), orEmpty(environments));
	}

	private static List<String> orEmpty(@Nullable List<String> values) {
		return (values != null) ? List.copyOf(values) : List.of();
	}

	/** Any number of conditions, all of which have to be met. */
	List<Sql> conditions() {
		List<Sql> conditions = new ArrayList<>();
		add(conditions, "(attributes->>'project_id') IN :values", this.projectIds);
		add(conditions, "(attributes->>'agent_id') IN :values", this.agentIds);
		add(conditions, "deployment_environment IN :values", this.environments);
		return conditions;
	}

	/** Adds a condition for {@code :values}, unless there are none. */
	static void add(List<Sql> conditions, String condition, List<String> values) {
		if (!values.isEmpty()) {
			conditions.add(Sql.of(condition).with("values", values));
		}
	}

}
