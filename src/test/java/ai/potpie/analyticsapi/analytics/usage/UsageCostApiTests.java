package ai.potpie.analyticsapi.analytics.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.testing.ApiTestBase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What calls cost that do not say so. The prices are those of the file, in US dollars per
 * million tokens: gpt-4o 2.50 for input, 1.25 for what is read from the cache and 10 for
 * output; o3 10 and 40 until 2025-06-09, and 2 and 8 since.
 */
public class UsageCostApiTests extends ApiTestBase {

	private static final Instant MORNING = Instant.parse("2026-02-10T08:00:00Z");

	private int spans;

	@Test
	void costsAreRecordedElseEstimatedElseReportedAsUnpriced() {
		store("mixed", MORNING, "openai", "gpt-4o", Map.of("operation.cost", 0.5));
		store("mixed", MORNING, "openai", "gpt-4o", tokens(1_000_000, 200_000, 100_000));
		store("mixed", MORNING, null, "gpt-4o-2024-08-06", tokens(100, 0, 0));
		store("mixed", MORNING, "nobody", "in-house", tokens(1_000_000, 0, 1_000_000));
		JsonNode totals = usage("mixed?days=2").get("totals");
		// 0.50 + (800,000 × 2.50 + 200,000 × 1.25 + 100,000 × 10) / 1,000,000 + 0.00025
		assertThat(totals.get("cost").decimalValue()).isEqualByComparingTo("3.75025");
		assertThat(totals.get("cost_coverage").toString()).isEqualTo("""
				{"recorded_calls":1,"estimated_calls":2,"unpriced_calls":1,"unpriced_models":["in-house"]}""");
	}

	@Test
	void pricesChangeAtMidnight() {
		store("changed", Instant.parse("2025-06-09T23:59:59.999999Z"), "openai", "o3", tokens(1_000_000, 0, 0));
		store("changed", Instant.parse("2025-06-10T00:00:00Z"), "openai", "o3", tokens(1_000_000, 0, 0));
		JsonNode buckets = usage("changed?start_date=2025-06-09&end_date=2025-06-10").get("buckets");
		assertThat(cost(buckets, 0)).isEqualTo("10");
		assertThat(cost(buckets, 1)).isEqualTo("2");
	}

	@Test
	void groupsAreRankedByEstimatesToo() {
		store("ranked", MORNING, "openai", "gpt-4o", tokens(4_000_000, 0, 0));
		store("ranked", MORNING, "openai", "cheap", Map.of("operation.cost", 1));
		JsonNode groups = usage("ranked?days=2&group_by=model&top=1").get("buckets").get(0).get("groups");
		assertThat(groups.get(0).get("model").asString()).isEqualTo("gpt-4o");
		assertThat(groups.get(0).get("cost").decimalValue()).isEqualByComparingTo("10");
		assertThat(groups.get(1).get("model").asString()).isEqualTo("other");
	}

	@Test
	void runsWithoutARecordedCostHaveThatOfTheirCalls() {
		storeRun("runs", "paid", 0.25);
		storeCall("runs", "paid", "gpt-4o");
		storeRun("runs", "unpaid", 0);
		storeCall("runs", "unpaid", "gpt-4o");
		storeRun("runs", "unknown", "N/A");
		storeCall("runs", "unknown", "gpt-4o");
		storeCall("runs", "unknown", "in-house");
		storeRun("runs", "idle", 0);
		JsonNode recorded = analytics("runs?days=2");
		assertThat(recorded.at("/summary/total_cost").decimalValue()).isEqualByComparingTo("0.25");
		assertThat(recorded.get("meta").propertyNames()).containsExactly("as_of", "source", "timezone", "tzdata");
		JsonNode estimated = analytics("runs?days=2&cost=estimated");
		assertThat(estimated.at("/summary/total_cost").decimalValue()).isEqualByComparingTo("5.25");
		assertThat(estimated.at("/daily_costs/0/cost").decimalValue()).isEqualByComparingTo("5.25");
		assertThat(estimated.get("meta").propertyNames()).containsExactly("as_of", "source", "timezone", "tzdata",
				"llm_call_rule", "prices", "cost_coverage");
		assertThat(estimated.at("/meta/cost_coverage").toString()).isEqualTo("""
				{"recorded_runs":1,"estimated_runs":1,"unpriced_runs":2,"unpriced_models":["in-house"]}""");
	}

	@Test
	void costCoverageOfAUserWithoutRunsIsZero() {
		assertThat(analytics("nobody?cost=estimated").at("/meta/cost_coverage").toString()).isEqualTo("""
				{"recorded_runs":0,"estimated_runs":0,"unpriced_runs":0,"unpriced_models":[]}""");
	}

	@Test
	void onlyANewModelNeedsASecondQuery() {
		store("met", MORNING, "anthropic", "claude-3-5-haiku-20241022", tokens(100, 0, 0));
		assertThat(queries("met?days=2")).isEqualTo(2);
		assertThat(queries("met?days=3")).isOne();
		store("others", MORNING, "anthropic", "claude-3-5-haiku-20241022", tokens(100, 0, 0));
		assertThat(queries("others?days=2")).isOne();
	}

	@Test
	void callsWithMoreCachedThanInputTokensAreUnpricedAndKeepTheirTokens() {
		store("cached", MORNING, "openai", "gpt-4o", tokens(500, 4000, 10));
		JsonNode totals = usage("cached?days=2").get("totals");
		assertThat(totals.get("cost").decimalValue()).isZero();
		assertThat(totals.get("input_tokens").asLong()).isEqualTo(500);
		assertThat(totals.get("cached_input_tokens").asLong()).isEqualTo(4000);
		assertThat(totals.get("cost_coverage").toString()).isEqualTo("""
				{"recorded_calls":0,"estimated_calls":0,"unpriced_calls":1,"unpriced_models":["gpt-4o"]}""");
	}

	@Test
	void hostileNamesOfModelsHaveNoPriceAndDoNoHarm() {
		List<String> names = List.of("' OR 1=1 --", "12 gpt-4o", "🤖 model", "a\"b", "x".repeat(900), "gpt-4o\n");
		names.forEach((name) -> store("hostile", MORNING, "🤖 ' provider", name, tokens(100, 0, 0)));
		JsonNode totals = usage("hostile?days=2").get("totals");
		assertThat(totals.get("cost_coverage").get("unpriced_calls").asInt()).isEqualTo(names.size());
		assertThat(totals.get("cost_coverage").get("unpriced_models").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrderElementsOf(names);
	}

	private long queries(String path) {
		long before = calls();
		usage(path);
		return calls() - before;
	}

	private long calls() {
		return this.meters.find("logfire.calls").timers().stream().mapToLong((timer) -> timer.count()).sum();
	}

	private JsonNode usage(String path) {
		return JsonMapper.shared().readTree(this.api.user(path.replace("?", "/usage?")).body());
	}

	private JsonNode analytics(String path) {
		return JsonMapper.shared().readTree(this.api.user(path).body());
	}

	private static String cost(JsonNode buckets, int bucket) {
		return buckets.get(bucket).get("groups").get(0).get("cost").asString();
	}

	private static Map<String, Object> tokens(long input, long cached, long output) {
		return Map.of("gen_ai.usage.input_tokens", input, "gen_ai.usage.details.cache_read_tokens", cached,
				"gen_ai.usage.output_tokens", output);
	}

	private void storeRun(String user, String run, Object cost) {
		store(user, MORNING, "agent_run_usage", Map.of("run_id", run, "actual_cost", cost));
	}

	/** Of a million tokens. */
	private void storeCall(String user, String run, String model) {
		Map<String, Object> attributes = new HashMap<>(tokens(1_000_000, 0, 0));
		attributes.putAll(Map.of("run_id", run, "gen_ai.request.model", model, "gen_ai.provider.name", "openai"));
		store(user, MORNING, "chat", attributes);
	}

	private void store(String user, Instant start, String provider, String model, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("gen_ai.request.model", model);
		if (provider != null) {
			attributes.put("gen_ai.provider.name", provider);
		}
		store(user, start, "chat", attributes);
	}

	private void store(String user, Instant start, String name, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("user_id", user);
		String id = "%016x".formatted(++this.spans);
		this.logfire.store(List.of(SpanRecord.builder("%016x".formatted(user.hashCode()) + id, id, name)
			.time(start, Duration.ofMillis(1))
			.attributes(attributes)
			.build()));
	}

}
