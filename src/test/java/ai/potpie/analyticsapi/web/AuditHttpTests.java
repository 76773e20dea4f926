package ai.potpie.analyticsapi.web;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import ai.potpie.analyticsapi.testing.RawAnswer;
import ai.potpie.analyticsapi.testing.RawConnection;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log keeps of who was turned away and who read others' data, and what the
 * metrics do not.
 */
class AuditHttpTests extends HttpTestBase {

	private static final String USERS = "/api/v1/analytics/user/";

	private final Logger logger = (Logger) LoggerFactory.getLogger("audit");

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	@AfterEach
	void stop() {
		this.logger.detachAppender(this.events);
	}

	@Test
	void requestWithoutAValidTokenIsAuditedAsAnonymous() {
		get(PROBE).isProblem(401);
		get(PROBE + "?days=x", bearer("unknown-token")).isProblem(401);
		assertThat(fields()).hasSize(2)
			.allMatch(Map.of("outcome", "denied", "status", "401", "who", "anonymous", "what",
					"GET " + USERS + "{user_id}/probe", "whom", "user_123")::equals);
	}

	@Test
	void refusedReadOfAnotherUserIsAuditedWithTheTokensShortHash() {
		String hash = ask(PROBE).json().at("/caller/token_hash").asString();
		send("DELETE", USERS + "a%7Cb/raw?cursor=x", bearer(TOKEN)).isProblem(403);
		assertThat(fields()).containsExactly(Map.of("outcome", "denied", "status", "403", "who", hash, "what",
				"DELETE " + USERS + "{user_id}/raw", "whom", "a|b"));
	}

	@Test
	void refusedOriginIsAudited() {
		get(PROBE, bearer(TOKEN), "Origin: https://evil.example.com").isProblem(403);
		send("OPTIONS", PROBE, "Origin: https://evil.example.com", "Access-Control-Request-Method: GET").isProblem(403);
		assertThat(fields()).hasSize(2)
			.allSatisfy((event) -> assertThat(event).containsEntry("outcome", "denied").containsEntry("status", "403"));
	}

	@ParameterizedTest
	@CsvSource({ "/probe, 200", "/probe?days=x, 400", "/nothing, 404", "/probe/failing/failed, 502",
			"/probe/half, 200" })
	void everyReadOfOtherUsersDataIsAuditedWithItsStatus(String path, int status) {
		get(USERS + "user_456" + path, bearer(EVERYONES));
		assertThat(fields()).containsExactly(
				Map.of("outcome", "allowed", "status", String.valueOf(status), "who", EVERYONES_SHA.substring(0, 12),
						"what", "GET " + USERS + "{user_id}" + path.replaceAll("\\?.*", ""), "whom", "user_456"));
	}

	@Test
	void everyReadOfAllUsersIsAudited() {
		get("/api/v1/analytics/users?days=x", bearer(EVERYONES)).isProblem(400);
		ask("/api/v1/analytics/users").isProblem(403);
		assertThat(fields()).extracting((event) -> event.get("outcome") + " " + event.get("status"))
			.containsExactly("allowed 400", "denied 403");
		assertThat(fields())
			.allSatisfy((event) -> assertThat(event).containsEntry("what", "GET /api/v1/analytics/users")
				.doesNotContainKey("whom"));
	}

	@Test
	void ownDataAndMalformedRequestsAreNotAudited() {
		ask(PROBE);
		ask(PROBE + "?days=x");
		ask("/api/v1/nothing");
		ask(USERS + "a%20b").isProblem(400);
		get(PROBE, bearer(TOKEN), bearer(TOKEN)).isProblem(400);
		get("/livez");
		get("/nothing");
		assertThat(this.events.list).isEmpty();
	}

	@Test
	void theTextLogHasOneLineWithTheRequestIdAndWithoutTheToken(CapturedOutput output) {
		get(USERS + "user_456/probe", bearer(TOKEN), "X-Request-Id: audited-1").isProblem(403);
		assertThat(audited(output)).singleElement()
			.asString()
			.contains(" audit ", "[audited-1]", "denied 403: ", "asked GET " + USERS + "{user_id}/probe of user_456")
			.doesNotContain(TOKEN);
		assertThat(this.events.list.get(0).getMDCPropertyMap()).containsEntry("request_id", "audited-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_123%20who=x/raw", "%22%20outcome=%22allowed", "a%C3%BCb/raw", "a'b", "a/b%20c",
			"a/$%7Bjndi:x%7D", "a/%C3%BC" })
	void valuesFromClientsStayOneWord(String path, CapturedOutput output) {
		get(USERS + path).isProblem(401);
		assertThat(fields()).singleElement()
			.satisfies((event) -> assertThat(event.get("whom")).matches("[\\x21-\\x7e&&[^\"=$]]+"))
			.satisfies((event) -> assertThat(event.get("what")).matches("GET [\\x21-\\x7e&&[^\"=$]]+"));
		assertThat(audited(output)).singleElement().asString().contains("denied 401: anonymous asked GET ");
	}

	@Test
	void encodedPathIsAuditedLikeThePlainOne() {
		get("/api/v1/%61nalytics/user/user%5F123/raw").isProblem(401);
		assertThat(fields()).singleElement()
			.satisfies((event) -> assertThat(event).containsEntry("what", "GET " + USERS + "{user_id}/raw")
				.containsEntry("whom", "user_123"));
	}

	@Test
	void longPathIsCut() {
		get(USERS + "a/" + "x".repeat(5_000)).isProblem(401);
		assertThat(fields().get(0).get("what")).hasSizeLessThan(220);
	}

	@Test
	void strangeMethodIsCutAndStaysOneWord() {
		send("A$'" + "x".repeat(5_000), USERS + "a").isProblem(401);
		assertThat(fields().get(0).get("what")).startsWith("A%24%27x").hasSizeLessThan(300);
	}

	@Test
	void metricsHavePatternsAndNoUsers() {
		ask(PROBE);
		ask(USERS + "user_789/probe").isProblem(403);
		get(USERS + "user_987/probe", bearer(EVERYONES));
		get(USERS + "user_654/nothing", bearer(EVERYONES)).isProblem(404);
		get(USERS + "user_321/probe").isProblem(401);
		RawAnswer metrics = RawConnection.exchange(this.managementPort,
				RawConnection.request("/actuator/prometheus", "Connection: close"));
		assertThat(metrics.body()).contains("uri=\"" + USERS + "{user_id}/probe\"")
			.doesNotContain("user_789", "user_987", "user_654", "user_321", "user_123");
	}

	private static List<String> audited(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains(" audit ")).toList();
	}

	private List<Map<String, String>> fields() {
		Function<ILoggingEvent, Map<String, String>> fields = (event) -> event.getKeyValuePairs()
			.stream()
			.collect(Collectors.toMap((pair) -> pair.key, (pair) -> String.valueOf(pair.value)));
		return this.events.list.stream().map(fields).toList();
	}

}
