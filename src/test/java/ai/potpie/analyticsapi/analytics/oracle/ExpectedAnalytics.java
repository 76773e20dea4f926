package ai.potpie.analyticsapi.analytics.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * The answer that the contract asks for, as {@link AnalyticsOracle} worked it out.
 *
 * @param outcomes in the order of the answer
 */
public record ExpectedAnalytics(String userId, Period period, Summary summary, List<DailyCost> dailyCosts,
		List<OutcomeCount> outcomes, List<ConversationStat> conversationStats) {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	/**
	 * The answer as text: keys in their order, and numbers in one form, so that 1 and 1.0
	 * are the same. What the service answered must be the same text by
	 * {@link #comparable(String)}, which leaves out what is about the answer itself.
	 */
	public String comparable() {
		return comparable(json());
	}

	public static String comparable(String json) {
		return comparable(JSON.readTree(json).asObject().without("meta"));
	}

	private static String comparable(JsonNode node) {
		return withNumbersInOneForm(node).toPrettyString();
	}

	private static JsonNode withNumbersInOneForm(JsonNode node) {
		if (node.isObject()) {
			ObjectNode copy = JSON.createObjectNode();
			node.properties().forEach((entry) -> copy.set(entry.getKey(), withNumbersInOneForm(entry.getValue())));
			return copy;
		}
		if (node.isArray()) {
			ArrayNode copy = JSON.createArrayNode();
			node.forEach((element) -> copy.add(withNumbersInOneForm(element)));
			return copy;
		}
		if (node.isNumber()) {
			return JSON.getNodeFactory()
				.rawValueNode(new RawValue(node.decimalValue().stripTrailingZeros().toPlainString()));
		}
		return node;
	}

	ObjectNode json() {
		ObjectNode answer = JSON.createObjectNode();
		answer.put("user_id", this.userId);
		answer.set("period", this.period.json());
		answer.set("summary", this.summary.json());
		ArrayNode costs = answer.putArray("daily_costs");
		this.dailyCosts.forEach((day) -> costs.addObject()
			.put("date", day.date().toString())
			.put("cost", day.cost())
			.put("run_count", day.runCount()));
		ObjectNode counts = answer.putObject("agent_runs_by_outcome");
		this.outcomes.forEach((outcome) -> counts.put(outcome.outcome(), outcome.runs()));
		ArrayNode conversations = answer.putArray("conversation_stats");
		this.conversationStats.forEach((day) -> conversations.addObject()
			.put("date", day.date().toString())
			.put("count", day.count())
			.put("avg_messages", day.avgMessages()));
		return answer;
	}

	record Period(OffsetDateTime start, OffsetDateTime end, int days) {

		ObjectNode json() {
			return JSON.createObjectNode()
				.put("start", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.start))
				.put("end", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(this.end))
				.put("days", this.days);
		}

	}

	record Summary(BigDecimal totalCost, int totalAgentRuns, BigDecimal avgDurationMs, BigDecimal successRate) {

		ObjectNode json() {
			return JSON.createObjectNode()
				.put("total_cost", this.totalCost)
				.put("total_agent_runs", this.totalAgentRuns)
				.put("avg_duration_ms", this.avgDurationMs)
				.put("success_rate", this.successRate);
		}

	}

	record DailyCost(LocalDate date, BigDecimal cost, int runCount) {
	}

	record OutcomeCount(String outcome, int runs) {
	}

	record ConversationStat(LocalDate date, int count, BigDecimal avgMessages) {
	}

}
