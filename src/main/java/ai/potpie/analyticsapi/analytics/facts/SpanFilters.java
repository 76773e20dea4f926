package ai.potpie.analyticsapi.analytics.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.sql.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Filters of spans. The values of one filter are alternatives; a span has to pass all
 * filters.
 *
 * @param projectIds ids of projects, from attributes and not from Logfire's own column
 * {@code project_id}; empty for all
 * @param agentIds ids of agents, from attributes; empty for all
 * @param environments values of {@code deployment_environment}; empty for all
 */
public record SpanFilters(List<String> projectIds, List<String> agentIds, List<String> environments) {

	public static SpanFilters of(@Nullable List<String> projectIds, @Nullable List<String> agentIds,
			@Nullable List<String> environments) {
		return new SpanFilters(orEmpty(projectIds), orEmpty(agentIds), orEmpty(environments));
	}

	private static List<String> orEmpty(@Nullable List<String> values) {
		return (values != null) ? List.copyOf(values) : List.of();
	}

	/** All values. */
	public Stream<String> texts() {
		return Stream.of(this.projectIds, this.agentIds, this.environments).flatMap(List::stream);
	}

	/** Whether every span passes. */
	public boolean isEmpty() {
		return this.projectIds.isEmpty() && this.agentIds.isEmpty() && this.environments.isEmpty();
	}

	/** The conditions that a span has to meet, possibly none. */
	public List<Sql> conditions(SpanColumns columns) {
		List<Sql> conditions = new ArrayList<>();
		add(conditions, columns.projectId(), this.projectIds);
		add(conditions, columns.agentId(), this.agentIds);
		add(conditions, columns.environment(), this.environments);
		return conditions;
	}

	/** Adds the condition that a text is one of the values, unless the list is empty. */
	public static void add(List<Sql> conditions, Sql text, List<String> values) {
		if (!values.isEmpty()) {
			conditions.add(Sql.of(":text IN :values").with("text", text).with("values", values));
		}
	}

}
