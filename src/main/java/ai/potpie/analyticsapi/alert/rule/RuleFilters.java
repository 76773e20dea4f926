package ai.potpie.analyticsapi.alert.rule;

import java.util.List;

import ai.potpie.analyticsapi.analytics.facts.SpanFilters;

/**
 * The filters of a rule, which mean what they mean in a question.
 *
 * @param projectId only spans of one of these projects; empty for all
 * @param agentId only spans of one of these agents; empty for all
 * @param environment only spans from one of these environments; empty for all
 */
public record RuleFilters(List<String> projectId, List<String> agentId, List<String> environment) {

	public static final RuleFilters NONE = new RuleFilters(List.of(), List.of(), List.of());

	public SpanFilters ofSpans() {
		return new SpanFilters(this.projectId, this.agentId, this.environment);
	}

}
