package ai.potpie.analyticsapi.analytics.facts;

/**
 * How to interpret spans.
 *
 * @param agents the names of agents' spans
 * @param names the attributes that tell a span's user, run, conversation, project and
 * agent
 * @param runs the spans that make runs
 */
public record SpanRules(AgentSpanNames agents, AttributeNames names, RunSource runs) {
}
