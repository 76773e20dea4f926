package ai.potpie.analyticsapi.analytics.facts;

/**
 * How spans are understood.
 *
 * @param agents which spans are an agent at work
 * @param names which attributes say whose a span is and to what it belongs
 * @param runs which spans make runs
 */
public record SpanRules(AgentSpanNames agents, AttributeNames names, RunSource runs) {
}
