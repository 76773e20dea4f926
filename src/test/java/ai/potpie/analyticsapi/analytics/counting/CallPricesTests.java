package ai.potpie.analyticsapi.analytics.counting;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.comparison.ComparisonQuestion;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.period.RetentionProperties;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.runs.ConversationListQuestion;
import ai.potpie.analyticsapi.analytics.runs.ListPage;
import ai.potpie.analyticsapi.analytics.runs.ListSort;
import ai.potpie.analyticsapi.analytics.runs.RunListQuestion;
import ai.potpie.analyticsapi.analytics.summary.Fill;
import ai.potpie.analyticsapi.analytics.summary.UserAnalyticsQuestion;
import ai.potpie.analyticsapi.analytics.usage.Granularity;
import ai.potpie.analyticsapi.analytics.usage.Usage;
import ai.potpie.analyticsapi.analytics.usage.UsageQuestion;
import ai.potpie.analyticsapi.analytics.users.UserSort;
import ai.potpie.analyticsapi.analytics.users.UsersQuestion;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.logfire.rows.Rows;
import ai.potpie.analyticsapi.prices.ModelName;
import ai.potpie.analyticsapi.prices.PriceTable;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which prices questions bring along: those that their own rows need, whatever was asked
 * before.
 */
class CallPricesTests {

	private static final LocalDate DAY = LocalDate.parse("2026-02-10");

	private static final ZoneId UTC = ZoneId.of("UTC");

	private static final PriceTable TABLE = PriceTable.builtIn();

	private final CallPrices prices = CallPrices.of(TABLE);

	private final List<String> statements = new ArrayList<>();

	private LocalLogfire logfire;

	private LogfireQueryClient client;

	private int spans;

	@BeforeEach
	void start() {
		this.logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"));
		this.client = TestLogfire.client(this.logfire.baseUrl(), "token");
	}

	@AfterEach
	void stop() {
		this.logfire.close();
	}

	@Test
	void inventedModelNamesOfOneUserDoNotUnpriceOthers() {
		store("first", invented(0, 300));
		store("second", invented(300, 600));
		store("third", invented(0, 600));
		store("victim", List.of("claude-opus-4-1-20250805"));
		Stream.of("first", "second", "third", "victim").forEach((user) -> {
			CostCoverage coverage = usage(user, this.prices).totals().costCoverage();
			assertThat(coverage.unpricedCalls()).as(user).isZero();
			assertThat(coverage.estimatedCalls()).as(user).isPositive();
		});
	}

	@Test
	void processesWithDifferentHistoriesGiveTheSameAnswer() {
		store("others", invented(0, 600));
		store("user", List.of("gpt-4o", "claude-3-haiku-7", "claude-opus-4-1", "in-house"));
		CallPrices past = CallPrices.of(TABLE);
		usage("others", past);
		assertThat(json(question("user", past))).isEqualTo(json(question("user", this.prices)));
	}

	@Test
	void rowsAreStoredUnderTheSameQueryRegardlessOfEarlierQuestions() {
		store("user", List.of("gpt-4o"));
		LogfireQuery before = question("user", this.prices).query();
		usage("user", this.prices);
		assertThat(this.statements).last().isNotEqualTo(before.sql().text());
		assertThat(question("user", this.prices).query()).isEqualTo(before);
	}

	@Test
	void modelsThatDoNotFitIntoAStatementDoNotDependOnEarlierQuestions() {
		List<String> models = new ArrayList<>(invented(0, 3000));
		models.add("gpt-4o");
		store("many", models);
		store("some", invented(2900, 3000));
		CallPrices past = CallPrices.of(TABLE);
		usage("some", past);
		Usage answer = usage("many", this.prices);
		CostCoverage coverage = answer.totals().costCoverage();
		assertThat(coverage.estimatedCalls()).isBetween(1000L, 2000L);
		assertThat(coverage.unpricedModels()).hasSize((int) coverage.unpricedCalls()).doesNotContain("gpt-4o");
		assertThat(coverage.estimatedCalls() + coverage.unpricedCalls()).isEqualTo(3001);
		assertThat(json(question("many", past))).isEqualTo(AnswerJson.of(answer));
		assertThat(this.statements).allMatch((text) -> text.length() < 90_000);
	}

	@Test
	void aQuestionIsAskedOnceMoreWithThePricesThatItsRowsNeed() {
		store("user", List.of("gpt-4o", "in-house"));
		usage("user", this.prices);
		assertThat(this.statements).hasSize(2);
		assertThat(this.statements.get(0)).doesNotContain("gpt-4o");
		assertThat(this.statements.get(1)).contains("'gpt-4o'").doesNotContain("in-house");
	}

	@Test
	void recentlyNeededModelsAreInTheFirstStatement() {
		store("user", List.of("gpt-4o"));
		store("other", List.of("gpt-4o"));
		store("new", List.of("gpt-4o", "gpt-4.1"));
		assertThat(statements("user")).isEqualTo(2);
		assertThat(statements("other")).isOne();
		assertThat(statements("new")).isEqualTo(2);
		assertThat(statements("new")).isOne();
		assertThat(statements("other")).isOne();
	}

	@Test
	void callsWithARecordedCostNeedNoPrices() {
		store("paid", "gpt-4o", Map.of("operation.cost", 0.5));
		assertThat(statements("paid")).isOne();
	}

	@Test
	void rowsThatAlwaysNeedOtherPricesAreAcceptedAfterTheLastRound() {
		List<CallPrices> asked = new ArrayList<>();
		Rows rows = this.prices.ask((brought) -> {
			asked.add(brought);
			return naming("claude-3-haiku-" + asked.size());
		});
		assertThat(asked.stream().map(CallPrices::models).flatMap(Collection::stream).map(ModelName::model))
			.containsExactly("claude-3-haiku-1", "claude-3-haiku-2");
		assertThat(asked).hasSize(3);
		assertThat(rows).isEqualTo(naming("claude-3-haiku-3"));
	}

	@Test
	void theLeastUsedModelsAreEvicted() {
		RecentModels recent = new RecentModels();
		ModelName popular = new ModelName("openai", "gpt-4o");
		for (int i = 0; i < 1000; i++) {
			recent.used(List.of(popular, new ModelName("openai", "invented-" + i)));
		}
		assertThat(recent.all()).hasSizeLessThanOrEqualTo(200).contains(popular);
	}

	@Test
	void rowsOfDifferentPriceTablesAreStoredSeparately() {
		PriceTable other = PriceTable.load(
				new ByteArrayResource("[{\"id\":\"none\",\"models\":[]}]".getBytes(StandardCharsets.UTF_8)),
				TABLE.version());
		assertThat(question("user", CallPrices.of(other)).query().sql().text())
			.isNotEqualTo(question("user", this.prices).query().sql().text());
	}

	@Test
	void everyQuestionIsAskedWithThePricesThatItNeeds() {
		store("user", List.of("gpt-4o", "claude-opus-4-1"));
		this.logfire.store(List.of(span("user", "agent_run_usage", Map.of())));
		UserSpans spans = spans("user");
		SpanRules rules = OracleSettings.DEFAULT.rules();
		ListPage page = new ListPage(ListSort.NEWEST, null, 10);
		Function<CallPrices, List<PricedQuestion<?>>> questions = (prices) -> List.of(question("user", prices),
				new UserAnalyticsQuestion(spans, rules, Fill.NONE, new RunCosts(CostSource.ESTIMATED, rules.runs()),
						prices),
				new ComparisonQuestion(spans, new Window(DAY.minusDays(1), DAY.minusDays(1), UTC), rules, prices,
						new RetentionProperties(30), OracleSettings.SETTLING),
				new UsersQuestion(new EveryonesSpans(spans.window(), SpanFilters.of(null, null, null)), rules,
						UserSort.COST, 10, prices),
				new RunListQuestion(spans, rules, List.of(), List.of(), page, prices, null),
				new ConversationListQuestion(spans, rules, page, prices, null));
		for (int i = 0; i < 6; i++) {
			this.statements.clear();
			questions.apply(CallPrices.of(TABLE)).get(i).ask(this::ask);
			assertThat(this.statements).as("%d", i).hasSize(2);
			assertThat(this.statements.get(1)).contains("'gpt-4o'", "'claude-opus-4-1'");
		}
	}

	private static Rows naming(String model) {
		ObjectNode row = JsonMapper.shared().createObjectNode();
		row.putArray("unpriced_names").add("9 anthropic" + model);
		return new Rows(List.of(new Row(row)));
	}

	/** Names that nobody has seen and that have a price. */
	private static List<String> invented(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "claude-3-haiku-" + i).toList();
	}

	private int statements(String user) {
		this.statements.clear();
		usage(user, this.prices);
		return this.statements.size();
	}

	private String json(UsageQuestion question) {
		return AnswerJson.of(question.answer(question.ask(this::ask), ApiTest.NOW));
	}

	private Usage usage(String user, CallPrices prices) {
		UsageQuestion question = question(user, prices);
		return question.answer(question.ask(this::ask), ApiTest.NOW);
	}

	private static UsageQuestion question(String user, CallPrices prices) {
		return new UsageQuestion(spans(user), OracleSettings.DEFAULT.rules(), Granularity.DAY, List.of(), 10, List.of(),
				prices, OracleSettings.SETTLING);
	}

	private static UserSpans spans(String user) {
		return new UserSpans(user, new Window(DAY, DAY, UTC), SpanFilters.of(null, null, null));
	}

	private Rows ask(LogfireQuery query) {
		this.statements.add(query.sql().text());
		return this.client.query(query, TestLogfire.deadline(), TestLogfire.memory());
	}

	private void store(String user, List<String> models) {
		this.logfire.store(models.stream().map((model) -> call(user, model, Map.of())).toList());
	}

	private void store(String user, String model, Map<String, Object> more) {
		this.logfire.store(List.of(call(user, model, more)));
	}

	private SpanRecord call(String user, String model, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.put("gen_ai.request.model", model);
		attributes.put("gen_ai.usage.input_tokens", 1000);
		return span(user, "chat", attributes);
	}

	/** In the same run and conversation as all spans of the user. */
	private SpanRecord span(String user, String name, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.putAll(Map.of("user_id", user, "run_id", user, "conversation_id", user));
		return SpanRecord.builder("%032x".formatted(user.hashCode()), "%016x".formatted(++this.spans), name)
			.time(DAY.atTime(8, 0).toInstant(ZoneOffset.UTC), Duration.ofMillis(1))
			.attributes(attributes)
			.build();
	}

}
