package ai.potpie.analyticsapi.analytics.oracle;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.prices.PriceTable;
import ai.potpie.analyticsapi.testing.AnalyticsApi;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import ai.potpie.analyticsapi.testing.SummaryPeriods;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All answers of a service with settings of its own about generated spans, prices and
 * all, against recomputations from the spans themselves.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OracleApiTestBase {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final Clock CLOCK = Clock.fixed(ApiTest.NOW, ZoneOffset.UTC);

	private static final int CASES = 10;

	/** All of their spans are in each answer. */
	private static final int CASES_OF_EVERYONE = 6;

	private final OracleSettings settings;

	private final int cases;

	@Autowired
	private LocalLogfire logfire;

	private AnalyticsApi api;

	OracleApiTestBase(OracleSettings settings) {
		this(settings, CASES);
	}

	OracleApiTestBase(OracleSettings settings, int cases) {
		this.settings = settings.withPrices(PriceTable.builtIn());
		this.cases = OracleCases.count(cases);
	}

	@BeforeEach
	void ask(@LocalServerPort int port) {
		this.api = new AnalyticsApi(port, AnalyticsApi.ADMIN_TOKEN);
	}

	@Test
	void summariesAgreeWithTheOracle() {
		cases(100_000).mapToObj((seed) -> AnalyticsCase.of(seed, CLOCK, this.settings)).forEach((asked) -> {
			List<SpanRecord> spans = store(asked.spans());
			ExpectedAnalytics expected = asked.expected(spans);
			JsonNode recorded = JSON.readTree(get(user(asked), asked.parameters()));
			assertThat(ExpectedAnalytics.comparable(recorded.toString())).as(asked::toString)
				.isEqualTo(expected.comparable());
			EstimatedCostOracle estimates = new EstimatedCostOracle(asked.facts(spans), asked.zone());
			MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(asked.parameters());
			parameters.add("cost", "estimated");
			JsonNode estimated = JSON.readTree(get(user(asked), parameters));
			assertThat(ExpectedAnalytics.comparable(estimated.toString())).as(asked::toString)
				.isEqualTo(estimates.withCosts(expected).comparable());
			assertThat(estimated.at("/meta/cost_coverage").toString()).as(asked::toString)
				.isEqualTo(AnswerJson.of(estimates.coverage()));
			if (this.settings.runs() != OracleRunsMode.USAGE_SPANS) {
				assertThat(recorded.at("/meta/cost_coverage").toString()).as(asked::toString)
					.isEqualTo(AnswerJson.of(estimates.coverageOfRecorded()));
			}
		});
	}

	@Test
	void usageAgreesWithTheOracle() {
		cases(200_000).mapToObj((seed) -> UsageCase.of(seed, CLOCK, this.settings)).forEach((asked) -> {
			List<SpanRecord> spans = store(asked.spans());
			assertThat(ExpectedAnalytics.comparable(get(user(asked.asked()) + "/usage", asked.parameters())))
				.as(asked::toString)
				.isEqualTo(ExpectedAnalytics.comparable(new UsageOracle(asked, ApiTest.NOW).answer(spans).toString()));
		});
	}

	@Test
	void listsAgreeWithTheOracle() {
		cases(300_000).mapToObj((seed) -> ListCase.of(seed, CLOCK, this.settings)).forEach((asked) -> {
			store(asked.spans());
			ListOracle oracle = ListOracle.of(asked);
			MultiValueMap<String, String> parameters = withoutFill(asked.asked());
			parameters.add("sort", asked.sort());
			parameters.add("limit", Integer.toString(asked.limit()));
			assertThat(rows(user(asked.asked()), "conversations", parameters)).as(asked::toString)
				.isEqualTo(comparable(oracle.conversations()));
			asked.outcomes().forEach((outcome) -> parameters.add("outcome", outcome));
			asked.conversations().forEach((conversation) -> parameters.add("conversation_id", conversation));
			assertThat(rows(user(asked.asked()), "runs", parameters)).as(asked::toString)
				.isEqualTo(comparable(oracle.runs()));
		});
	}

	@Test
	void comparisonsAgreeWithTheOracle() {
		cases(400_000).mapToObj((seed) -> ComparisonCase.of(seed, CLOCK, this.settings)).forEach((asked) -> {
			List<SpanRecord> spans = store(asked.spans());
			MultiValueMap<String, String> parameters = withoutFill(asked.current());
			parameters.add("to_start_date", asked.previous().firstDay().toString());
			parameters.add("to_end_date", asked.previous().lastDay().toString());
			ObjectNode answer = JSON.readTree(get(user(asked.current()) + "/compare", parameters)).asObject();
			ObjectNode expected = new ComparisonOracle(asked, ApiTest.NOW).answer(spans);
			// How long Logfire remembers is not what this is about
			Set<String> others = Set.of("change", "comparable", "reasons");
			assertThat(ExpectedAnalytics.comparable(answer.without(others).toString())).as(asked::toString)
				.isEqualTo(ExpectedAnalytics.comparable(expected.without(others).toString()));
		});
	}

	@Test
	void summariesOfRecentDaysAgreeWithTheOtherEndpoints() {
		cases(600_000).mapToObj((seed) -> AnalyticsCase.of(seed, CLOCK, this.settings))
			.filter(AnalyticsCase::asDays)
			.forEach((asked) -> {
				store(asked.spans());
				// Windows share their usage and conversations, whatever a cost is
				Map<String, String> answers = new HashMap<>();
				for (String cost : List.of("recorded", "estimated")) {
					new SummaryPeriods(asked.zone(), "", cost,
							(path) -> answers.computeIfAbsent("/api/v1/analytics/" + user(asked) + path,
									(each) -> this.api.get(each).body()))
						.assertSameAsOtherEndpoints();
				}
			});
	}

	/** Before the others store theirs. */
	@Test
	@Order(1)
	void answersAboutEveryoneAgreeWithTheOracle() {
		List<UsersCase> cases = LongStream.range(500_000, 500_000 + CASES_OF_EVERYONE)
			.mapToObj((seed) -> UsersCase.of(seed, CLOCK, this.settings))
			.toList();
		List<OracleSpan> spans = store(cases.stream().flatMap((asked) -> asked.spans().stream()).toList()).stream()
			.map((span) -> OracleSpan.of(span, this.settings))
			.toList();
		for (UsersCase asked : cases) {
			MultiValueMap<String, String> parameters = withoutFill(asked.asked());
			parameters.add("sort", asked.sort());
			parameters.add("top", Integer.toString(asked.top()));
			String answer = get("users", parameters);
			assertThat(ExpectedAnalytics.comparable(answer)).as(asked::toString)
				.isEqualTo(ExpectedAnalytics.comparable(new UsersOracle(asked).answer(spans).toString()));
		}
	}

	private static String user(AnalyticsCase asked) {
		return "user/" + asked.userId();
	}

	private LongStream cases(long first) {
		return LongStream.range(first, first + this.cases);
	}

	private List<SpanRecord> store(List<SpanRecord> spans) {
		this.logfire.store(spans);
		return spans;
	}

	private static MultiValueMap<String, String> withoutFill(AnalyticsCase asked) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>(asked.parameters());
		parameters.remove("fill");
		return parameters;
	}

	/** The rows of all pages. */
	private String rows(String path, String list, MultiValueMap<String, String> parameters) {
		List<JsonNode> rows = new ArrayList<>();
		MultiValueMap<String, String> next = new LinkedMultiValueMap<>(parameters);
		JsonNode cursor;
		do {
			JsonNode page = JSON.readTree(get(path + "/" + list, next));
			page.get(list).forEach(rows::add);
			cursor = page.get("next_cursor");
			next.set("cursor", cursor.asString(""));
		}
		while (!cursor.isNull());
		return comparable(rows);
	}

	private static String comparable(List<? extends JsonNode> rows) {
		ArrayNode list = JSON.createArrayNode();
		rows.forEach((row) -> list.add(row.asObject().without("trace_url")));
		return ExpectedAnalytics.comparable(JSON.createObjectNode().set("rows", list).toString());
	}

	private String get(String path, MultiValueMap<String, String> parameters) {
		String query = parameters.entrySet()
			.stream()
			.flatMap((entry) -> entry.getValue().stream().map((value) -> Map.entry(entry.getKey(), value)))
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		HttpResponse<String> answer = this.api.get("/api/v1/analytics/" + path + "?" + query);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return answer.body();
	}

}
