package ai.potpie.analyticsapi.analytics.runs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.SpanRules;
import ai.potpie.analyticsapi.analytics.oracle.ExpectedAnalytics;
import ai.potpie.analyticsapi.analytics.oracle.ListCase;
import ai.potpie.analyticsapi.analytics.oracle.ListOracle;
import ai.potpie.analyticsapi.analytics.oracle.OracleCases;
import ai.potpie.analyticsapi.analytics.oracle.OracleSettings;
import ai.potpie.analyticsapi.analytics.summary.Fill;
import ai.potpie.analyticsapi.analytics.summary.UserAnalyticsQuestion;
import ai.potpie.analyticsapi.analytics.usage.Granularity;
import ai.potpie.analyticsapi.analytics.usage.UsageQuestion;
import ai.potpie.analyticsapi.cache.Page;
import ai.potpie.analyticsapi.cache.Question;
import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.testing.AnswerJson;
import ai.potpie.analyticsapi.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs and conversations, page by page, against a recomputation from the spans themselves
 * that knows no SQL; and their sums against the totals of other questions.
 */
@ParameterizedClass
@MethodSource("batches")
class ListQuestionTests {

	private static final int BATCH = 60;

	/** More than any case has. */
	private static final int ALL = 9000;

	private static final SpanRules RULES = OracleSettings.DEFAULT.rules();

	private static final TraceUrls NO_LINKS = new TraceUrls(null, Duration.ofDays(30));

	private static LocalLogfire logfire;

	private static LogfireQueryClient client;

	private final int batch;

	ListQuestionTests(int batch) {
		this.batch = batch;
	}

	@BeforeParameterizedClassInvocation
	static void storeAllCases(int batch) {
		logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"));
		logfire.store(cases(batch).flatMap((asked) -> asked.spans().stream()).toList());
		client = TestLogfire.client(logfire.baseUrl(), "token");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		logfire.close();
	}

	@Test
	void allPagesOfRunsTogetherAreTheOraclesRunsInOrder() {
		cases().parallel().forEach((asked) -> {
			List<JsonNode> rows = allPages(asked, "runs", (page) -> runs(asked, page));
			assertThat(comparable(rows)).as(asked::toString).isEqualTo(comparable(ListOracle.of(asked).runs()));
		});
	}

	@Test
	void allPagesOfConversationsTogetherAreTheOraclesConversationsInOrder() {
		cases().parallel().forEach((asked) -> {
			List<JsonNode> rows = allPages(asked, "conversations", (page) -> conversations(asked, page));
			assertThat(comparable(rows)).as(asked::toString)
				.isEqualTo(comparable(ListOracle.of(asked).conversations()));
		});
	}

	@Test
	void runsAddUpToTheTotalsOfOtherQuestions() {
		cases().map(ListCase::unfiltered).parallel().forEach((asked) -> {
			List<Row> runs = rows(runs(asked, new ListPage(ListSort.COST, null, ALL)));
			Row period = row(new UserAnalyticsQuestion(asked.userSpans(), RULES, Fill.NONE, RunCosts.recorded(RULES),
					OracleSettings.NO_PRICES), (row) -> row.required("part").equals("period"));
			assertThat(runs).as(asked::toString).hasSize((int) period.number("run_count"));
			assertThat(sum(runs, "cost_nano")).as(asked::toString).isEqualTo(period.number("cost_nano"));
			Row usage = row(new UsageQuestion(asked.userSpans(), RULES, Granularity.TOTAL, List.of(), 10, List.of(),
					OracleSettings.NO_PRICES, OracleSettings.SETTLING), (row) -> row.number("is_total") == 1);
			assertThat(sum(runs, "llm_calls") + ListOracle.of(asked).callsOfNoRun()).as(asked::toString)
				.isEqualTo(usage.number("llm_calls"));
		});
	}

	/** What is never tried can't fail. */
	@Test
	void theCasesCoverAllOddities() {
		List<ObjectNode> runs = cases().map(ListCase::unfiltered)
			.flatMap((asked) -> ListOracle.of(asked).runs().stream())
			.toList();
		assertThat(runs).anyMatch((run) -> run.get("run_id").isNull())
			.anyMatch((run) -> run.get("tries").asInt() > 1)
			.anyMatch((run) -> run.get("llm_calls").asInt() > 1)
			.anyMatch((run) -> run.get("duration_ms").isNull())
			.anyMatch((run) -> run.get("conversation_id").isNull())
			.anyMatch((run) -> run.get("exception_message").asString("").endsWith("🚀"));
		assertThat(cases().mapToLong((asked) -> ListOracle.of(asked).callsOfNoRun()).sum()).isPositive();
		assertThat(cases().filter((asked) -> ListOracle.of(asked).runs().size() > asked.limit()).count())
			.isGreaterThan(20);
	}

	private static RunListQuestion runs(ListCase asked, ListPage page) {
		return new RunListQuestion(asked.userSpans(), RULES, List.copyOf(asked.outcomes()),
				List.copyOf(asked.conversations()), page, OracleSettings.NO_PRICES, NO_LINKS);
	}

	private static ConversationListQuestion conversations(ListCase asked, ListPage page) {
		return new ConversationListQuestion(asked.userSpans(), RULES, page, OracleSettings.NO_PRICES, NO_LINKS);
	}

	private static List<JsonNode> allPages(ListCase asked, String rows,
			Function<ListPage, Question<? extends Page>> question) {
		List<JsonNode> all = new ArrayList<>();
		ListSort sort = ListSort.valueOf(asked.sort().toUpperCase(Locale.ROOT));
		ListCursor after = null;
		do {
			Question<? extends Page> asking = question.apply(new ListPage(sort, after, asked.limit()));
			Page page = asking.answer(client.query(asking.query(), TestLogfire.deadline(), TestLogfire.memory()),
					ApiTest.NOW);
			JsonNode list = AnswerJson.tree(page).get(rows);
			list.forEach(all::add);
			after = (page.nextCursor() != null) ? ListCursor.valueOf(page.nextCursor()) : null;
			assertThat(list.size()).isBetween((after != null) ? asked.limit() : 0, asked.limit());
		}
		while (after != null);
		return all;
	}

	private static List<Row> rows(Question<?> question) {
		return client.query(question.query(), TestLogfire.deadline(), TestLogfire.memory()).rows();
	}

	private static Row row(Question<?> question, Predicate<Row> wanted) {
		return rows(question).stream().filter(wanted).findFirst().orElseThrow();
	}

	private static long sum(List<Row> rows, String column) {
		return rows.stream().mapToLong((row) -> row.number(column)).sum();
	}

	private static String comparable(List<? extends JsonNode> rows) {
		ArrayNode list = JsonMapper.shared().createArrayNode().addAll(rows);
		return ExpectedAnalytics.comparable(JsonMapper.shared().createObjectNode().set("rows", list).toString());
	}

	private Stream<ListCase> cases() {
		return cases(this.batch);
	}

	private static Stream<ListCase> cases(int batch) {
		return LongStream.range(0, BATCH).mapToObj((seed) -> ListCase.of(1000L * batch + seed, OracleSettings.CLOCK));
	}

	private static IntStream batches() {
		return OracleCases.batches(1, BATCH);
	}

}
