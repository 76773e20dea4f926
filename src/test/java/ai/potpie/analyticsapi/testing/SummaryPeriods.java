package ai.potpie.analyticsapi.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares a summary with the answers of other endpoints about each of its windows alone.
 *
 * @param zone the time zone of the summary
 * @param filters other parameters of all endpoints, each after an {@code &}
 * @param cost the parameter {@code cost} of the summary
 * @param body gets the answer of a path behind the user's
 */
public record SummaryPeriods(ZoneId zone, String filters, String cost, UnaryOperator<String> body) {

	public static final List<String> NAMES = List.of("today", "last_7_days", "last_30_days", "month_to_date");

	private static final Set<String> NOT_COMPARED = Set.of("conversation_count", "run_cost_coverage");

	/** The periods of the summary, each of which agrees with the other endpoints. */
	public JsonNode assertSameAsOtherEndpoints() {
		JsonNode summary = json("/summary?cost=" + this.cost + "&" + common());
		NAMES.forEach((name) -> assertSame(name, summary.get(name)));
		return summary;
	}

	private void assertSame(String name, JsonNode period) {
		assertOwnWindow(name, period.get("current"));
		assertOwnWindow(name, period.get("previous"));
		if (!this.cost.equals("recorded")) {
			return;
		}
		JsonNode comparison = json("/compare?%s&to_%s".formatted(days(period.get("current")),
				days(period.get("previous")).replace("&end_date", "&to_end_date")) + "&" + common());
		for (String side : List.of("current", "previous", "change")) {
			assertThat(((ObjectNode) period.get(side)).without(NOT_COMPARED)).as(name + " " + side)
				.isEqualTo(comparison.get(side));
		}
		assertThat(period.get("comparable")).as(name).isEqualTo(comparison.get("comparable"));
		assertThat(period.get("reasons")).as(name).isEqualTo(comparison.get("reasons"));
	}

	private void assertOwnWindow(String name, JsonNode window) {
		String query = "?" + days(window) + "&" + common();
		JsonNode analytics = json(query + "&cost=" + this.cost);
		analytics.get("summary")
			.properties()
			.forEach((number) -> assertThat(window.get(number.getKey())).as(name + " " + query + " " + number.getKey())
				.isEqualTo(number.getValue()));
		assertThat(window.path("run_cost_coverage")).as(name + " " + query)
			.isEqualTo(analytics.at("/meta/cost_coverage"));
		JsonNode usage = json("/usage" + query + "&granularity=total").get("totals");
		assertThat(window.get("llm_cost")).as(name + " " + query).isEqualTo(usage.get("cost"));
		assertThat(window.get("cost_coverage")).as(name + " " + query).isEqualTo(usage.get("cost_coverage"));
		assertThat(window.get("conversation_count").asInt()).as(name + " " + query)
			.isEqualTo(json("/conversations" + query + "&limit=1000").get("conversations").size());
	}

	private String days(JsonNode window) {
		JsonNode period = window.get("period");
		return "start_date=%s&end_date=%s".formatted(
				OffsetDateTime.parse(period.get("start").asString()).atZoneSameInstant(this.zone).toLocalDate(),
				OffsetDateTime.parse(period.get("end").asString())
					.minusNanos(1)
					.atZoneSameInstant(this.zone)
					.toLocalDate());
	}

	private String common() {
		return "timezone=" + URLEncoder.encode(this.zone.getId(), StandardCharsets.UTF_8) + this.filters;
	}

	private JsonNode json(String path) {
		return JsonMapper.shared().readTree(this.body.apply(path));
	}

}
