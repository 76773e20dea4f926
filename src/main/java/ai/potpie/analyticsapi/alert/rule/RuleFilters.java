package ai.potpie.analyticsapi.alert.rule;

import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.SpanFilters;

/**
 * The filters of a rule, which mean what they mean in a question. The values of a filter
 * are sorted, so that filters that mean the same are equal.
 *
 * @param projectId only spans of one of these projects; empty for all
 * @param agentId only spans of one of these agents; empty for all
 * @param environment only spans from one of these environments; empty for all
 */
public record RuleFilters(List<String> projectId, List<String> agentId, List<String> environment) {

	public static final RuleFilters NONE = new RuleFilters(List.of(), List.of(), List.of());

	public RuleFilters {
		projectId = sorted(projectId);
		agentId = sorted(agentId);
		environment = sorted(environment);
	}

	private static List<String> sorted(List<String> values) {
		return values.stream().distinct().sorted().toList();
	}

	public SpanFilters ofSpans() {
		return new SpanFilters(this.projectId, this.agentId, this.environment);
	}

}
