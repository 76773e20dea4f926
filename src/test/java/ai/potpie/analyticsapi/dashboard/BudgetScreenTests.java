package ai.potpie.analyticsapi.dashboard;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;

import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.FreePort;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The screen of budgets over the demo, which has two of them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@ActiveProfiles("demo")
@TestInstance(Lifecycle.PER_CLASS)
class BudgetScreenTests {

	private static final String RULES = "/api/v1/analytics/alerts/rules";

	private PageBrowser browser;

	private AnalyticsApi admin;

	@DynamicPropertySource
	static void freePort(DynamicPropertyRegistry properties) {
		int port = FreePort.find();
		properties.add("local-logfire.port", () -> port);
	}

	@BeforeAll
	void start(@LocalServerPort int port) {
		this.browser = new PageBrowser(port);
		this.admin = new AnalyticsApi(port, "demo-admin-token");
		await().atMost(Duration.ofMinutes(3))
			.until(() -> json("/api/v1/analytics/alerts/events").get("events").size() == 3);
	}

	@AfterAll
	void stop() {
		if (this.browser != null) {
			this.browser.close();
		}
	}

	@Test
	void rulesAndEventsAreThoseOfTheApi() {
		open("demo-admin-token", "#/budgets");
		this.browser.until(() -> this.browser.all("#rules .rule data").size() == 2);
		JsonNode rules = json(RULES).get("rules");
		for (JsonNode rule : rules) {
			String line = "#rules [data-rule='" + rule.get("id").asString() + "']";
			assertThat(this.browser.text(line)).contains(rule.get("name").asString());
			assertThat(new BigDecimal(attribute(line + " data", "value")))
				.isCloseTo(rule.at("/status/used").decimalValue(), Offset.offset(BigDecimal.ONE));
		}
		assertThat(this.browser.all("#events .rule")).hasSizeGreaterThanOrEqualTo(3);
		assertThat(this.browser.text("#events")).contains("user_123").contains("local: delivered");
		assertThat(this.browser.barriers()).isEmpty();
		this.browser.theme("dark");
		this.browser.size(320, 800);
		assertThat(this.browser.barriers()).isEmpty();
		this.browser.size(1440, 900);
		this.browser.theme("light");
	}

	@Test
	void aRuleIsMadeChangedTestedAndDeleted() {
		open("demo-admin-token", "#/budgets");
		this.browser.click(".head button");
		this.browser.type("[name=name]", "Made on <b>the page</b>");
		this.browser.type("[name=user]", "user_124");
		this.browser.type("[name=amount]", "none");
		this.browser.click(".rule-form [type=submit]");
		this.browser.until(() -> this.browser.text(".rule-form .problem").contains("amount"));
		assertThat(this.browser.barriers()).isEmpty();
		this.browser.type("[name=amount]", "400000");
		this.browser.click(".rule-form [type=submit]");
		this.browser.until(() -> this.browser.text("#rules").contains("Made on <b>the page</b>"));
		JsonNode made = made();
		assertThat(made.at("/of/user_id").asString()).isEqualTo("user_124");
		assertThat(made.get("amount").asInt()).isEqualTo(400_000);
		assertThat(made.get("channels").valueStream().map(JsonNode::asString)).containsExactly("local");
		String line = "#rules [data-rule='" + made.get("id").asString() + "'] .actions button";
		this.browser.click(line + ":nth-child(1)");
		this.browser.type("[name=amount]", "500000");
		this.browser.click(".rule-form [type=submit]");
		this.browser.until(() -> this.browser.all(".rule-form").isEmpty());
		assertThat(made().get("amount").asInt()).isEqualTo(500_000);
		this.browser.click(line + ":nth-child(2)");
		this.browser.until(() -> this.browser.text("#events").contains("a test"));
		this.browser.click(line + ":nth-child(3)");
		this.browser.until(() -> !this.browser.text("#rules").contains("Made on"));
	}

	private JsonNode made() {
		return json(RULES).get("rules")
			.valueStream()
			.filter((rule) -> rule.get("source").asString().equals("api"))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void budgetsAreOnTheCardsOfAUser() {
		open("demo-token", "#/me");
		this.browser.until(() -> this.browser.all(".budget").size() == 2);
		JsonNode budgets = json("/api/v1/analytics/user/user_123/budget").get("budgets");
		for (JsonNode budget : budgets) {
			String card = ".budget[data-rule='" + budget.get("rule_id").asString() + "']";
			assertThat(this.browser.text(card)).contains(budget.get("name").asString());
			assertThat(new BigDecimal(attribute(card + " data", "value"))).isCloseTo(budget.get("used").decimalValue(),
					Offset.offset(BigDecimal.ONE));
		}
		assertThat(this.browser.text(".budgets")).contains("by the end").contains("spent");
		assertThat(this.browser.barriers()).isEmpty();
		assertThat(this.browser.complaints()).isEmpty();
	}

	private void open(String token, String hash) {
		this.browser.open("/dashboard/" + hash);
		this.browser.signIn(token);
		this.browser.settle();
	}

	private String attribute(String selector, String name) {
		return this.browser.run("return document.querySelector(arguments[0]).getAttribute(arguments[1])", selector,
				name);
	}

	private JsonNode json(String path) {
		HttpResponse<String> answer = this.admin.get(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
