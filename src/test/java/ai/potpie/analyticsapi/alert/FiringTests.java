package ai.potpie.analyticsapi.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.testing.Receiver.Request;
import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Alerts from the span to the receiver.
 */
class FiringTests extends AlertsTestBase {

	private static final String EVENTS = "/api/v1/analytics/alerts/events";

	@Test
	void eachThresholdFiresOnceWithTheNumberThatTheApiAnswers() throws Exception {
		String rule = make(rule("spender", ""));
		for (int cents = 10; cents <= 120; cents += 10) {
			spend("spender", 0.1);
			Instant sent = Instant.now();
			int fired = (cents >= 100) ? 3 : (cents >= 80) ? 2 : (cents >= 50) ? 1 : 0;
			await().atMost(Duration.ofSeconds(6))
				.pollInterval(Duration.ofMillis(100))
				.until(() -> received(rule).size() == fired && isAnswered("spender"));
			if (fired > 0 && Set.of(50, 80, 100).contains(cents)) {
				Request last = received(rule).get(fired - 1);
				assertThat(last.data().get("percent").asInt()).isEqualTo(cents);
				assertThat(last.data().get("used").decimalValue()).isEqualByComparingTo(answered("spender"));
				assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(6));
			}
		}
		this.logfire.store(IntStream.range(0, 100).mapToObj((i) -> run("spender", 0.01, Instant.now())).toList());
		await().atMost(A_WHILE).until(() -> answered("spender").compareTo(new BigDecimal("2.2")) == 0);
		Thread.sleep(3000);
		assertThat(received(rule)).hasSize(3);
		assertThat(events("rule=" + rule)).hasSize(3);
		for (Request request : received(rule)) {
			new Webhook(SECRET).verify(request.body(), headers(request));
		}
	}

	private boolean isAnswered(String user) {
		JsonNode budget = json(admin("GET", "/api/v1/analytics/user/" + user + "/budget", null));
		return budget.at("/budgets/0/used").decimalValue().compareTo(answered(user)) == 0;
	}

	private BigDecimal answered(String user) {
		return json(admin("GET", "/api/v1/analytics/user/" + user + "?days=1", null)).at("/summary/total_cost")
			.decimalValue();
	}

	@Test
	void whatIsCrossedAtOnceIsToldOnce() {
		String rule = make(rule("jumper", ""));
		spend("jumper", 5);
		await().atMost(A_WHILE).until(() -> received(rule).size() == 1);
		JsonNode data = received(rule).get(0).data();
		assertThat(data.get("percent").asInt()).isEqualTo(100);
		assertThat(data.get("also_crossed").valueStream().map(JsonNode::asInt)).containsExactly(80, 50);
		assertThat(data.get("currency").asString()).isEqualTo("USD");
		assertThat(data.get("percent_used").asInt()).isEqualTo(500);
		assertThat(events("rule=" + rule)).hasSize(3);
		assertThat(events("rule=" + rule + "&state=resolved")).isEmpty();
		assertThat(events("rule=" + rule + "&limit=1")).hasSize(1);
	}

	@Test
	void aChangedAmountFiresWhatIsCrossedAlreadyOnce() {
		String rule = make(rule("changer", "").replace("\"amount\": 1", "\"amount\": 10"));
		spend("changer", 2);
		await().atMost(A_WHILE).until(() -> isAnswered("changer") && answered("changer").signum() > 0);
		assertThat(received(rule)).isEmpty();
		admin("PUT", RuleController.PATH + "/" + rule, rule("changer", ""), "If-Match", "*");
		await().atMost(A_WHILE).until(() -> received(rule).size() == 1);
		assertThat(received(rule).get(0).data().get("on_change").asBoolean()).isTrue();
		assertThat(events("rule=" + rule)).hasSize(3);
	}

	@Test
	void aDeletedRuleFiresNoMoreAndItsEventsAreOver() {
		String rule = make(rule("leaver", ""));
		spend("leaver", 0.6);
		await().atMost(A_WHILE).until(() -> received(rule).size() == 1);
		admin("DELETE", RuleController.PATH + "/" + rule, null, "If-Match", "*");
		await().atMost(A_WHILE).until(() -> events("rule=" + rule + "&state=resolved").size() == 1);
	}

	@Test
	void anErasedPersonLeavesNoRuleAndNoEvent() {
		String rule = make(rule("erased", ""));
		spend("erased", 0.6);
		await().atMost(A_WHILE).until(() -> received(rule).size() == 1);
		assertThat(admin("DELETE", "/api/v1/analytics/user/erased/history", null).statusCode()).isEqualTo(204);
		assertThat(events("user=erased")).isEmpty();
		assertThat(admin("GET", RuleController.PATH + "/" + rule, null).statusCode()).isEqualTo(404);
	}

	@Test
	void anEventIsSentAgainWithTheSameId() {
		String rule = make(rule("again", ""));
		spend("again", 0.6);
		await().atMost(A_WHILE).until(() -> received(rule).size() == 1);
		String id = received(rule).get(0).id();
		json(admin("POST", EVENTS + "/" + id + "/redeliver", null));
		await().atMost(A_WHILE).until(() -> received(rule).size() == 2);
		assertThat(received(rule).get(1).id()).isEqualTo(id);
		assertThat(received(rule).get(1).body()).isEqualTo(received(rule).get(0).body());
	}

	@Test
	void eachUserIsWatchedByItself() {
		String rule = make(rule("all", ", \"filters\": { \"environment\": [\"crowd\"] }")
			.replace("{ \"user_id\": \"all\" }", "{ \"each_user\": true }"));
		spend("crowd_1", 3);
		assertThat(received(rule)).isEmpty();
		String everyone = make(rule("sum", "").replace("{ \"user_id\": \"sum\" }", "{ \"everyone\": true }")
			.replace("\"amount\": 1", "\"amount\": 0.5"));
		await().atMost(A_WHILE).until(() -> received(everyone).size() == 1);
		assertThat(received(everyone).get(0).data().get("subject").asString()).isEqualTo("everyone");
	}

	@Test
	void aUsersTokenSeesEventsAboutItsUserAndSendsThoseOfItsRules() {
		String own = json(ann("POST", RuleController.PATH, rule("ann", ""))).get("id").asString();
		String ofOperators = make(rule("ann", ""));
		String ofOthers = make(rule("other", ""));
		spend("ann", 0.6);
		spend("other", 0.6);
		await().atMost(A_WHILE)
			.until(() -> Stream.of(own, ofOperators, ofOthers).allMatch((rule) -> received(rule).size() == 1));
		assertThat(json(ann("GET", EVENTS, null)).get("events")
			.valueStream()
			.map((event) -> event.at("/data/subject").asString())).containsExactly("ann", "ann");
		assertThat(redeliveryByAnn(ofOthers)).isEqualTo(403);
		assertThat(redeliveryByAnn(ofOperators)).isEqualTo(403);
		assertThat(redeliveryByAnn(own)).isEqualTo(202);
	}

	private int redeliveryByAnn(String rule) {
		return ann("POST", EVENTS + "/" + received(rule).get(0).id() + "/redeliver", null).statusCode();
	}

	private List<Request> received(String rule) {
		return this.receiver.requests()
			.stream()
			.filter((request) -> request.data().at("/rule/id").asString("").equals(rule))
			.collect(Collectors.toList());
	}

	static Map<String, List<String>> headers(Request request) {
		return Map.of("webhook-id", List.of(request.id()), "webhook-timestamp", List.of(request.timestamp()),
				"webhook-signature", List.of(request.signature()));
	}

}
