package ai.potpie.analyticsapi.analytics.facts;

/**
 * How to interpret spans.
 *
 * @param agents the names of agents' spans
 * @param names the attributes that tell a span's user, run, conversation, project and
 * agent
 * @param runs the spans that make runs
 * @param source where the facts come from
 */
public record SpanRules(AgentSpanNames agents, AttributeNames names, RunSource runs, FactSource source) {

	public SpanRules(AgentSpanNames agents, AttributeNames names, RunSource runs) {
		this(agents, names, runs, FactSource.RECORDS);
	}

	/** The same rules for facts from another source. */
	public SpanRules from(FactSource source) {
		return new SpanRules(this.agents, this.names, this.runs, source);
	}

	/** The columns by which spans are filtered. */
	public SpanColumns columns() {
		return (this.source == FactSource.HISTORY) ? FactTable.COLUMNS : this.names;
	}

}
