package ai.potpie.analyticsapi.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CostCoverage;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.Fact;

/**
 * Builds the list of facts that a file states about itself, beginning with those of every
 * file.
 */
public class FileFacts {

	private final List<Fact> facts = new ArrayList<>();

	private final Window window;

	private FileFacts(Window window) {
		this.window = window;
	}

	public static FileFacts of(String what, UserSpans spans) {
		return of(what, spans.userId(), spans.window(), spans.filters());
	}

	public static FileFacts of(String what, String user, Window window, SpanFilters filters) {
		return new FileFacts(window).and(Fact.text("What", what))
			.and(Fact.text("User", user))
			.and(Fact.time("From", window.at(window.start())))
			.and(Fact.time("Until, without it", window.at(window.end())))
			.and(Fact.count("Days", window.days()))
			.and(Fact.text("Time zone", window.zone().getId()))
			.filter("project_id", filters.projectIds())
			.filter("agent_id", filters.agentIds())
			.filter("environment", filters.environments());
	}

	/** Adds the currency and the origin of the costs of runs. */
	public FileFacts runCosts(RunCosts costs) {
		return and(Fact.text("Costs", "US dollars. " + costs.sentence()));
	}

	/** Adds the number of calls by the origin of their cost. */
	public FileFacts calls(String name, CostCoverage coverage) {
		return and(Fact.count(name + " with a recorded cost", coverage.recordedCalls()))
			.and(Fact.count(name + " with an estimated cost", coverage.estimatedCalls()))
			.and(Fact.count(name + " without a price, not in the costs", coverage.unpricedCalls()))
			.and(Fact.text(name + " without a price, their models", String.join(", ", coverage.unpricedModels())));
	}

	/** Adds the time at which Logfire answered, in UTC. */
	public FileFacts asOf(Instant asOf) {
		return and(Fact.time("Generated", this.window.at(asOf)));
	}

	/** Adds a fact for each value of a filter, or one that says that it has none. */
	public FileFacts filter(String name, List<String> values) {
		if (values.isEmpty()) {
			return and(Fact.text("Filter " + name, "none"));
		}
		values.forEach((value) -> and(Fact.text("Filter " + name, value)));
		return this;
	}

	public FileFacts and(Fact fact) {
		this.facts.add(fact);
		return this;
	}

	public List<Fact> list() {
		return this.facts;
	}

}
