package ai.potpie.analyticsapi.alert;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rules as the API takes, changes and hides them.
 */
class RuleApiTests extends AlertsTestBase {

	private static final String PATH = RuleController.PATH;

	@Test
	void aRuleComesBackAsItWasMade() {
		HttpResponse<String> made = admin("POST", PATH,
				"""
						{ "name": "Monthly budget", "of": { "user_id": "user_123" },
						  "filters": { "project_id": ["proj_web"], "agent_id": [], "environment": ["production"] },
						  "measure": "cost", "period": "month", "timezone": "Europe/Paris", "amount": 100.0,
						  "thresholds": [ { "percent": 50 }, { "percent": 80 }, { "percent": 100 }, { "percent": 100, "kind": "forecast" } ],
						  "channels": [ "ops" ], "enabled": true }""");
		assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
		String location = made.headers().firstValue("Location").orElseThrow();
		JsonNode rule = json(admin("GET", location, null));
		assertThat(rule.at("/of/user_id").asString()).isEqualTo("user_123");
		assertThat(rule.get("of").size()).isEqualTo(1);
		assertThat(rule.at("/filters/project_id/0").asString()).isEqualTo("proj_web");
		assertThat(rule.get("amount").asString()).isEqualTo("100");
		assertThat(rule.get("timezone").asString()).isEqualTo("Europe/Paris");
		assertThat(rule.get("thresholds")).hasSize(4);
		assertThat(rule.at("/thresholds/3/kind").asString()).isEqualTo("forecast");
		assertThat(rule.at("/status/stale").asBoolean()).isFalse();
		assertThat(json(admin("GET", PATH, null)).get("rules").valueStream().map((each) -> each.get("id")))
			.contains(rule.get("id"));
	}

	@Test
	void allFaultsAreToldAtOnce() {
		JsonNode problem = problem(400, admin("POST", PATH,
				"""
						{ "name": "", "of": { "user_id": "a b", "everyone": true }, "measure": "money", "period": "year",
						  "timezone": "Mars/Olympus", "amount": -1, "thresholds": [ { "percent": 0 }, { "percent": 5, "kind": "guess" } ],
						  "channels": [ "nowhere" ], "enabled": "yes", "colour": "red" }"""));
		assertThat(problem.get("errors").valueStream().map((error) -> error.get("parameter").asString())).containsOnly(
				"name", "of", "measure", "period", "timezone", "amount", "thresholds[0].percent", "thresholds[1].kind",
				"channels", "enabled", "colour");
	}

	@Test
	void valuesOutOfRangeAreFaults() {
		for (String wrong : List.of("{\"percent\": 1001}", "{\"percent\": 1.5}", "{\"percent\": \"50\"}", "50", "{}",
				"{\"percent\": 101, \"kind\": \"unpriced\"}", "{\"percent\": 50, \"kind\": \"forecast\"}",
				"{\"percent\": 50}, {\"percent\": 50, \"kind\": \"actual\"}")) {
			problem(400,
					admin("POST", PATH, rule("ann", "").replaceFirst("\\[ \\{ \"percent\".*?\\]", "[" + wrong + "]")));
		}
		for (String amount : List.of("0", "1e300", "\"1\"", "null", "1.0000001", "true")) {
			problem(400, admin("POST", PATH, rule("ann", "").replace("\"amount\": 1", "\"amount\": " + amount)));
		}
		problem(400, admin("POST", PATH, rule("ann", ", \"name\": \"twice\"")));
		problem(400, admin("POST", PATH, "not json"));
		problem(400, admin("POST", PATH, "[]"));
		problem(413, admin("POST", PATH, " ".repeat(70_000)));
		problem(415, admin("POST", PATH, null));
		problem(400, admin("POST", PATH + "?colour=red", rule("ann", "")));
	}

	@Test
	void aUsersTokenMakesAndSeesRulesAboutItsOwnDataOnly() {
		String others = make(rule("bob", ""));
		String about = make(rule("ann", ""));
		String own = json(ann("POST", PATH, rule("ann", ""))).get("id").asString();
		assertThat(json(ann("GET", PATH, null)).get("rules").valueStream().map((rule) -> rule.get("id").asString()))
			.contains(own, about)
			.doesNotContain(others);
		String refused = ann("GET", PATH + "/" + others, null).body().replaceAll("rule_[0-9a-f]+|\"request_id\".*", "");
		String missing = ann("GET", PATH + "/rule_00000000000000000000000000000000", null).body()
			.replaceAll("rule_[0-9a-f]+|\"request_id\".*", "");
		assertThat(missing).isEqualTo(refused).contains("\"status\":403");
		for (String of : List.of("{\"user_id\": \"bob\"}", "{\"each_user\": true}", "{\"everyone\": true}")) {
			problem(403, ann("POST", PATH, rule("ann", "").replace("{ \"user_id\": \"ann\" }", of)));
			problem(403, ann("POST", PATH + "/dry-run", rule("ann", "").replace("{ \"user_id\": \"ann\" }", of)));
		}
		problem(403, ann("DELETE", PATH + "/" + about, null, "If-Match", "*"));
		problem(403, ann("PUT", PATH + "/" + own, rule("bob", ""), "If-Match", "*"));
		problem(403, ann("GET", "/api/v1/analytics/alerts/events?user=bob", null));
		problem(403, ann("POST", "/api/v1/analytics/alerts/events/msg_0/redeliver", null));
		problem(404, admin("GET", PATH + "/rule_0", null));
		problem(404, admin("POST", "/api/v1/analytics/alerts/events/msg_0/redeliver", null));
		assertThat(ann("DELETE", PATH + "/" + own, null, "If-Match", "*").statusCode()).isEqualTo(204);
	}

	@Test
	void nobodysChangeIsLost() {
		String path = PATH + "/" + make(rule("ann", ""));
		String first = admin("GET", path, null).headers().firstValue("ETag").orElseThrow();
		problem(428, admin("PUT", path, rule("ann", "")));
		HttpResponse<String> changed = admin("PUT", path, rule("ann", ", \"timezone\": \"Asia/Kathmandu\""), "If-Match",
				first);
		assertThat(json(changed).get("version").asInt()).isEqualTo(2);
		problem(412, admin("PUT", path, rule("ann", ""), "If-Match", first));
		problem(412, admin("DELETE", path, null, "If-Match", first));
		String second = changed.headers().firstValue("ETag").orElseThrow();
		assertThat(second).isNotEqualTo(first);
		HttpResponse<String> renamed = admin("PUT", path,
				rule("ann", ", \"timezone\": \"Asia/Kathmandu\"").replace("Budget of", "Limit of"), "If-Match", second);
		assertThat(json(renamed).get("version").asInt()).as("it fires at the same").isEqualTo(2);
		assertThat(admin("DELETE", path, null, "If-Match", renamed.headers().firstValue("ETag").orElseThrow())
			.statusCode()).isEqualTo(204);
		problem(404, admin("GET", path, null));
	}

	@Test
	void aUserHasTwentyRulesAtMost() {
		String[] made = new String[20];
		for (int i = 0; i < made.length; i++) {
			made[i] = json(ann("POST", PATH, rule("ann", ", \"enabled\": false"))).get("id").asString();
		}
		problem(409, ann("POST", PATH, rule("ann", "")));
		for (String id : made) {
			ann("DELETE", PATH + "/" + id, null, "If-Match", "*");
		}
	}

	@Test
	void aTestIsMarkedAndReachesTheChannels() {
		String id = make(rule("ann", ", \"enabled\": false"));
		String event = json(admin("POST", PATH + "/" + id + "/test", null)).get("id").asString();
		await().atMost(A_WHILE)
			.until(() -> this.receiver.requests().stream().anyMatch((request) -> request.id().equals(event)));
		JsonNode data = this.receiver.requests()
			.stream()
			.filter((request) -> request.id().equals(event))
			.findFirst()
			.orElseThrow()
			.data();
		assertThat(data.get("test").asBoolean()).isTrue();
		assertThat(data.at("/rule/id").asString()).isEqualTo(id);
		problem(409, admin("POST",
				PATH + "/" + make(rule("ann", ", \"enabled\": false").replace("[ \"ops\" ]", "[]")) + "/test", null));
	}

	private static JsonNode problem(int status, HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		return JsonMapper.shared().readTree(response.body());
	}

}
