package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The comparison, put together from what the other oracles say of each window alone; all
 * but the changes.
 */
public record ComparisonOracle(ComparisonCase asked, Instant asOf) {

	private static final List<String> RUN_NUMBERS = List.of("total_cost", "total_agent_runs", "avg_duration_ms",
			"success_rate");

	private static final List<String> CALL_NUMBERS = List.of("llm_calls", "input_tokens", "output_tokens",
			"cached_input_tokens", "reasoning_tokens");

	public ObjectNode answer(Collection<SpanRecord> spans) {
		Side current = Side.of(this.asked.current(), spans, this.asOf);
		Side previous = Side.of(this.asked.previous(), spans, this.asOf);
		ObjectNode answer = JsonMapper.shared().createObjectNode().put("user_id", this.asked.current().userId());
		answer.set("current", current.totals());
		answer.set("previous", previous.totals());
		ArrayNode daily = answer.putArray("daily");
		for (int i = 0; i < Math.max(current.days(), previous.days()); i++) {
			ObjectNode day = daily.addObject().put("day", i + 1);
			day.set("current", current.day(i));
			day.set("previous", previous.day(i));
		}
		addReasons(answer);
		return answer;
	}

	private void addReasons(ObjectNode answer) {
		AnalyticsCase previous = this.asked.previous();
		LocalDate today = LocalDate.ofInstant(this.asOf, previous.zone());
		boolean forgotten = ChronoUnit.DAYS.between(previous.firstDay(), today) >= this.asked.retentionDays();
		Instant end = previous.lastDay().plusDays(1).atStartOfDay(previous.zone()).toInstant();
		boolean open = this.asOf.isBefore(end.plus(24, ChronoUnit.HOURS));
		answer.put("comparable", !forgotten && !open);
		ArrayNode reasons = answer.putArray("reasons");
		if (forgotten) {
			reasons.add("beyond_retention");
		}
		if (open) {
			reasons.add("incomplete_days");
		}
	}

	/** What the oracles of runs and of calls answer for a window. */
	private record Side(ExpectedAnalytics runs, JsonNode calls) {

		static Side of(AnalyticsCase asked, Collection<SpanRecord> spans, Instant asOf) {
			UsageCase usage = new UsageCase(asked, asked.firstDay(), "day", List.of(), 10, Set.of());
			return new Side(asked.expected(List.copyOf(spans)), new UsageOracle(usage, asOf).answer(spans));
		}

		int days() {
			return this.runs.dailyCosts().size();
		}

		ObjectNode totals() {
			ObjectNode totals = JsonMapper.shared().createObjectNode();
			totals.set("period", this.calls.get("period"));
			RUN_NUMBERS.forEach((name) -> totals.set(name, this.runs.json().at("/summary/" + name)));
			CALL_NUMBERS.forEach((name) -> totals.set(name, this.calls.at("/totals/" + name)));
			totals.set("llm_cost", this.calls.at("/totals/cost"));
			totals.set("cost_coverage", this.calls.at("/totals/cost_coverage"));
			return totals;
		}

		JsonNode day(int i) {
			if (i >= days()) {
				return JsonMapper.shared().nullNode();
			}
			JsonNode bucket = this.calls.get("buckets").get(i);
			JsonNode calls = bucket.at("/groups/0");
			return JsonMapper.shared()
				.createObjectNode()
				.put("date", this.runs.dailyCosts().get(i).date().toString())
				.put("complete", bucket.get("complete").booleanValue())
				.put("cost", this.runs.dailyCosts().get(i).cost())
				.put("run_count", this.runs.dailyCosts().get(i).runCount())
				.put("llm_calls", calls.path("llm_calls").asLong(0))
				.put("input_tokens", calls.path("input_tokens").asLong(0))
				.put("output_tokens", calls.path("output_tokens").asLong(0))
				.put("llm_cost", calls.path("cost").asDecimal(BigDecimal.ZERO));
		}

	}

}
