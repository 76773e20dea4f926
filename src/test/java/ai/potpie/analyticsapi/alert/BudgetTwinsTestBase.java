package ai.potpie.analyticsapi.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Budgets, forecasts and dry runs over the demo's data: their numbers are those that the
 * API answers.
 */
abstract class BudgetTwinsTestBase extends AlertsTestBase {

	private static final String API = "/api/v1/analytics";

	private static final List<String> ZONES = List.of("UTC", "Europe/Paris", "America/New_York", "Asia/Kathmandu",
			"Pacific/Apia");

	private static final List<String> MEASURES = List.of("cost", "cost_estimated", "llm_cost", "runs", "errors");

	private static final List<String> PERIODS = List.of("day", "week", "month");

	@Override
	boolean hasDemoData() {
		return true;
	}

	/** How many rules there are about each measure in each period. */
	abstract int rulesOfEachKind();

	@Test
	void usedIsTheNumberThatTheApiAnswers() {
		SplittableRandom random = new SplittableRandom(20);
		Map<String, String> asked = new HashMap<>();
		for (String measure : MEASURES) {
			for (String period : PERIODS) {
				for (int i = 0; i < rulesOfEachKind(); i++) {
					String zone = ZONES.get(random.nextInt(ZONES.size()));
					String project = (random.nextInt(3) == 0) ? "proj_api" : "";
					String environment = (random.nextInt(3) == 0) ? "production" : "";
					String id = make(
							"""
									{ "name": "twin", "of": { "each_user": true }, "measure": "%s", "period": "%s", "timezone": "%s",
									  "filters": { "project_id": [%s], "environment": [%s] },
									  "amount": 1000000, "thresholds": [ { "percent": 100 } ] }"""
								.formatted(measure, period, zone, quoted(project), quoted(environment)));
					asked.put(id, "timezone=" + zone + (project.isEmpty() ? "" : "&project_id=" + project)
							+ (environment.isEmpty() ? "" : "&environment=" + environment));
				}
			}
		}
		for (String user : List.of("user_124", "user_130", "user_135", "nobody")) {
			for (JsonNode budget : json(admin("GET", API + "/user/" + user + "/budget", null)).get("budgets")) {
				String filters = asked.get(budget.get("rule_id").asString());
				assertThat(budget.get("used").decimalValue()).as(user + " " + budget + " " + filters)
					.isEqualByComparingTo(answered(user, budget, filters));
			}
		}
		everyonesUseIsThatOfAllUsers();
	}

	private void everyonesUseIsThatOfAllUsers() {
		String id = make(
				"""
						{ "name": "all", "of": { "everyone": true }, "measure": "cost", "period": "month", "timezone": "Asia/Kathmandu",
						  "amount": 1000000, "thresholds": [ { "percent": 100 } ] }""");
		await().atMost(A_WHILE)
			.until(() -> !json(admin("GET", RuleController.PATH + "/" + id, null)).at("/status/used").isNull());
		JsonNode rule = json(admin("GET", RuleController.PATH + "/" + id, null));
		LocalDate today = LocalDate.now(ZoneId.of("Asia/Kathmandu"));
		JsonNode users = json(admin("GET",
				API + "/users?timezone=Asia/Kathmandu&start_date=" + today.withDayOfMonth(1) + "&end_date=" + today,
				null));
		assertThat(rule.at("/status/used").decimalValue())
			.isEqualByComparingTo(users.at("/totals/total_cost").decimalValue());
	}

	private static String quoted(String text) {
		return text.isEmpty() ? "" : '"' + text + '"';
	}

	private BigDecimal answered(String user, JsonNode budget, String filters) {
		OffsetDateTime end = OffsetDateTime.parse(budget.get("resets_at").asString());
		ZoneId zone = ZoneId.of(filters.replaceFirst("timezone=", "").replaceFirst("&.*", ""));
		LocalDate last = end.toLocalDate().minusDays(1);
		LocalDate first = switch (budget.get("period").asString()) {
			case "day" -> last;
			case "week" -> last.minusDays(6);
			default -> last.withDayOfMonth(1);
		};
		LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
		String days = "?start_date=" + first + "&end_date=" + (last.isAfter(today) ? today : last) + "&" + filters;
		String path = API + "/user/" + user;
		return switch (budget.get("measure").asString()) {
			case "cost" -> number(path + days, "/summary/total_cost");
			case "cost_estimated" -> number(path + days + "&cost=estimated", "/summary/total_cost");
			case "llm_cost" -> number(path + "/usage" + days + "&granularity=total", "/totals/cost");
			case "runs" -> number(path + days, "/summary/total_agent_runs");
			default -> number(path + days, "/agent_runs_by_outcome/error");
		};
	}

	private BigDecimal number(String path, String pointer) {
		JsonNode value = json(admin("GET", path, null)).at(pointer);
		return value.isMissingNode() ? BigDecimal.ZERO : value.decimalValue();
	}

	@Test
	void aDryRunFiresWhatTheAnswersOfThatTimeWouldHave() {
		String zone = "Europe/Paris";
		JsonNode run = json(admin("POST", RuleController.PATH + "/dry-run", """
				{ "name": "dry", "of": { "user_id": "user_124" }, "measure": "cost", "period": "day", "timezone": "%s",
				  "amount": 1, "thresholds": [ { "percent": 50 }, { "percent": 100 }, { "percent": 120 } ] }"""
			.formatted(zone)));
		LocalDate from = OffsetDateTime.parse(run.get("from").asString()).toLocalDate();
		List<String> expected = new ArrayList<>();
		for (LocalDate day = from; !day.isAfter(LocalDate.now(ZoneId.of(zone))); day = day.plusDays(1)) {
			BigDecimal used = number(
					API + "/user/user_124?timezone=" + zone + "&start_date=" + day + "&end_date=" + day,
					"/summary/total_cost");
			for (int percent : List.of(50, 100, 120)) {
				if (used.compareTo(BigDecimal.valueOf(percent, 2)) >= 0) {
					expected.add(day + " " + percent + " " + used.toPlainString());
				}
			}
		}
		assertThat(run.get("periods").asInt()).isGreaterThan(days() - 5);
		assertThat(run.get("events")
			.valueStream()
			.map((event) -> event.get("on").asString() + " " + event.get("percent").asInt() + " "
					+ event.get("used").decimalValue().toPlainString()))
			.containsExactlyElementsOf(expected);
		assertThat(events("rule=dry")).isEmpty();
	}

	@Test
	void aForecastIsMadeAsItSays() {
		String zone = "America/New_York";
		JsonNode forecast = json(admin("GET", API + "/user/user_125/forecast?period=month&timezone=" + zone, null));
		Instant asOf = Instant.parse(forecast.at("/meta/as_of").asString());
		LocalDate today = LocalDate.ofInstant(asOf, ZoneId.of(zone));
		LocalDate settled = LocalDate.ofInstant(asOf.minusSeconds(86_400), ZoneId.of(zone)).minusDays(1);
		Map<LocalDate, BigDecimal> days = new HashMap<>();
		json(admin("GET",
				API + "/user/user_125?fill=zero&timezone=" + zone + "&start_date=" + settled.minusDays(27)
						+ "&end_date=" + settled,
				null))
			.get("daily_costs")
			.forEach((day) -> days.put(LocalDate.parse(day.get("date").asString()), day.get("cost").decimalValue()));
		double projected = forecast.get("used").asDouble();
		for (LocalDate day = today.plusDays(1); day.getMonth() == today.getMonth(); day = day.plusDays(1)) {
			LocalDate like = day;
			projected += days.entrySet()
				.stream()
				.filter((each) -> each.getKey().getDayOfWeek() == like.getDayOfWeek())
				.mapToDouble((each) -> each.getValue().doubleValue())
				.average()
				.orElseThrow();
		}
		assertThat(forecast.get("method").asString()).isEqualTo("weekday_mean_28d");
		assertThat(forecast.get("projected").asDouble()).isCloseTo(projected, Offset.offset(0.00001));
		assertThat(forecast.get("low").asDouble()).isLessThanOrEqualTo(forecast.get("high").asDouble());
	}

}
