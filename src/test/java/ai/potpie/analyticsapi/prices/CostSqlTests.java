package ai.potpie.analyticsapi.prices;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

import ai.potpie.analyticsapi.locallogfire.LocalLogfire;
import ai.potpie.analyticsapi.locallogfire.LocalLogfireProperties;
import ai.potpie.analyticsapi.locallogfire.store.SpanRecord;
import ai.potpie.analyticsapi.logfire.LogfireQueryClient;
import ai.potpie.analyticsapi.logfire.TestLogfire;
import ai.potpie.analyticsapi.logfire.rows.LogfireQuery;
import ai.potpie.analyticsapi.logfire.rows.Row;
import ai.potpie.analyticsapi.sql.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SQL and Java agree on every nano-dollar.
 */
class CostSqlTests {

	private static final Instant START = Instant.parse("2026-02-11T00:00:00Z");

	private static final long[] COUNTS = { 0, 1, 499, 127_999, 128_000, 128_001, 199_999, 200_000, 200_001, 272_000,
			272_001, 512_000, 512_001, ModelPrice.MAX_TOKENS - 1, ModelPrice.MAX_TOKENS, ModelPrice.MAX_TOKENS + 1, -1,
			Long.MAX_VALUE, Long.MIN_VALUE };

	/** About when prices changed, and the edges of the cheaper hours. */
	private static final List<Instant> TIMES = List.of(Instant.parse("2025-06-10T00:00:00Z"),
			Instant.parse("2026-03-13T00:00:00Z"), Instant.parse("2026-09-01T00:00:00Z"),
			Instant.parse("2026-02-11T00:30:00Z"), Instant.parse("2026-02-11T16:30:00Z"));

	private static final Call ONE_TOKEN = new Call(START, 1, 0, 0, 0);

	/** What stands for NULL, which no cost is. */
	private static final long NULL = -1;

	private static LocalLogfire logfire;

	private final PriceTable table = PriceTable.builtIn();

	private final Random random = new Random(20260821);

	@BeforeAll
	static void start() {
		logfire = LocalLogfire.start(LocalLogfireProperties.inMemory("token"));
		logfire.store(List.of(SpanRecord.builder("0".repeat(32), "0".repeat(16), "one row")
			.time(START, START.plusSeconds(1))
			.build()));
	}

	@AfterAll
	static void stop() {
		logfire.close();
	}

	@Test
	void sqlAndJavaAgreeOnRandomCallsOfAllModels() {
		List<ModelName> names = names();
		Collections.shuffle(names, this.random);
		for (int from = 0; from < names.size(); from += 600) {
			List<ModelName> some = names.subList(from, Math.min(from + 600, names.size()));
			List<Call> calls = this.random.ints(16).mapToObj((i) -> call()).toList();
			assertThat(costs(some, some, calls)).isEqualTo(expected(some, calls));
		}
	}

	@Test
	void allModelsFitOneStatement() {
		List<ModelName> some = List.of(new ModelName("openai", "gpt-4o"), new ModelName("x-ai", "grok-3-mini"));
		List<Call> calls = List.of(new Call(START, 1000, 10, 20, 300));
		assertThat(costs(names(), some, calls)).isEqualTo(expected(some, calls)).allMatch((cost) -> cost > 0);
	}

	@Test
	void onlyTheNamedModelsHaveAPrice() {
		List<ModelName> named = List.of(new ModelName("openai", "gpt-4o"));
		List<ModelName> called = List.of(named.get(0), new ModelName("openai", "gpt-4.1"),
				new ModelName(null, "gpt-4o"));
		assertThat(costs(named, called, List.of(ONE_TOKEN))).containsExactly(2500L, NULL, NULL);
	}

	@Test
	void withoutAPricedModelAllCostsAreNull() {
		List<ModelName> unpriced = List.of(new ModelName("openai", "gpt-99"));
		assertThat(costs(unpriced, unpriced, List.of(ONE_TOKEN))).containsExactly(NULL);
		assertThat(costs(List.of(), unpriced, List.of(ONE_TOKEN))).containsExactly(NULL);
	}

	@Test
	void callsWithMissingOrImpossibleCountsDoNotFailTheQuery() {
		Sql cost = this.table.costSql(List.of(new ModelName("openai", "o1-pro")));
		Sql sql = Sql
			.of("""
					SELECT COUNT(*) AS calls, COUNT(:cost) AS priced, CAST(SUM(:cost) AS BIGINT) AS total FROM (
					SELECT 'openai' AS provider, 'o1-pro' AS model, start_timestamp,
					input_tokens, input_tokens AS cache_read_tokens, 0 AS cache_write_tokens,
					input_tokens AS output_tokens
					FROM (SELECT start_timestamp, unnest([NULL, -1, 9223372036854775807, -9223372036854775808, 100000001, 1])
					AS input_tokens FROM records)) AS calls""")
			.with("cost", cost);
		Row row = ask(sql).get(0);
		assertThat(row.number("calls")).isEqualTo(6);
		assertThat(row.number("priced")).isEqualTo(1);
		assertThat(row.number("total")).isPositive();
	}

	@Test
	void theTextDoesNotDependOnTheOrderOfNames() {
		List<ModelName> names = names();
		String text = this.table.costSql(names).text();
		Collections.shuffle(names, this.random);
		names.addAll(names.subList(0, 10));
		assertThat(this.table.costSql(names).text()).isEqualTo(text);
	}

	@Test
	void asManyNamesFitAsAStatementHasRoomFor() {
		List<ModelName> names = names();
		Set<ModelName> fitting = this.table.fitting(names);
		assertThat(fitting).hasSizeBetween(100, names.size() / 2);
		assertThat(this.table.costSql(fitting).text()).hasSizeBetween(30_000, 70_000);
		Collections.shuffle(names, this.random);
		assertThat(this.table.fitting(names)).isEqualTo(fitting);
		assertThat(this.table.fitting(fitting)).isEqualTo(fitting);
	}

	@Test
	void namesWithoutAPriceTakeNoRoom() {
		ModelName priced = new ModelName("openai", "gpt-4o");
		assertThat(this.table.fitting(List.of(new ModelName("openai", "gpt-4o\u0000"), new ModelName(null, "\ud800"),
				new ModelName("openai", "gpt-99"), new ModelName("openai", "gpt-4o".repeat(100)), priced, priced)))
			.containsExactly(priced);
	}

	@Test
	void modelsThatCostTheSameShareABranch() {
		Sql one = this.table.costSql(List.of(new ModelName("openai", "gpt-4o")));
		Sql three = this.table.costSql(List.of(new ModelName("openai", "gpt-4o"),
				new ModelName("openai", "gpt-4o-2024-08-06"), new ModelName("azure", "gpt-4o")));
		assertThat(three.text().split(" THEN ")).hasSameSizeAs(one.text().split(" THEN "));
	}

	/** Every model, some of them as if the provider were missing or unknown. */
	private List<ModelName> names() {
		Set<ModelName> names = new LinkedHashSet<>();
		for (Provider provider : this.table.providers()) {
			for (Model model : provider.models()) {
				String id = model.price().model();
				names.add(new ModelName(provider.id(), id));
				names.add(new ModelName(this.random.nextBoolean() ? null : "it's another", id));
			}
		}
		return new ArrayList<>(names);
	}

	private Call call() {
		long unit = this.random.nextBoolean() ? 1 : 1_000_000;
		Instant at = this.random.nextBoolean() ? START.plusSeconds(this.random.nextInt(-60_000_000, 60_000_000))
				: TIMES.get(this.random.nextInt(TIMES.size()));
		long input = count();
		// Seldom more than all input
		long cached = (input > 0 && input < Long.MAX_VALUE) ? this.random.nextLong(input + 1) : count() / 4;
		return new Call(at.plus(unit * this.random.nextInt(-1, 2), ChronoUnit.MICROS), input, cached,
				this.random.nextBoolean() ? 0 : this.random.nextInt(4) * count() / 4, count());
	}

	private long count() {
		return switch (this.random.nextInt(8)) {
			case 0 -> COUNTS[this.random.nextInt(COUNTS.length)];
			case 1 -> 0;
			case 2 -> this.random.nextLong(ModelPrice.MAX_TOKENS);
			default -> this.random.nextInt(300_000);
		};
	}

	/** By Java, of each model each call. */
	private List<Long> expected(List<ModelName> names, List<Call> calls) {
		return names.stream().flatMap((name) -> {
			Optional<ModelPrice> price = this.table.find(name.provider(), name.model());
			return calls.stream().map((call) -> price.map(call::cost).orElse(OptionalLong.empty()).orElse(NULL));
		}).toList();
	}

	/** By DuckDB. */
	private List<Long> costs(List<ModelName> priced, List<ModelName> names, List<Call> calls) {
		Sql sql = Sql.of("""
				SELECT coalesce(:cost, :null) AS cost
				FROM (VALUES :names) AS names(name_number, provider, model)
				CROSS JOIN (VALUES :calls) AS calls(call_number, start_timestamp,
				input_tokens, cache_read_tokens, cache_write_tokens, output_tokens)
				ORDER BY name_number, call_number""")
			.with("cost", this.table.costSql(priced))
			.with("null", NULL)
			.with("names", rows(names, CostSqlTests::values))
			.with("calls", rows(calls, Call::values));
		return ask(sql).stream().map((row) -> row.number("cost")).toList();
	}

	private static <T> Sql rows(List<T> items, Function<T, Sql> values) {
		List<String> rows = new ArrayList<>();
		Map<String, Object> pieces = new LinkedHashMap<>();
		for (T item : items) {
			pieces.put("row_" + rows.size(), values.apply(item));
			rows.add("(%1$d, :row_%1$d)".formatted(rows.size()));
		}
		return new Sql(String.join(", ", rows), pieces);
	}

	private static Sql values(ModelName name) {
		Sql provider = (name.provider() != null) ? Sql.of(":name").with("name", name.provider()) : Sql.of("NULL");
		return Sql.of(":provider, :model").with("provider", provider).with("model", name.model());
	}

	private static List<Row> ask(Sql sql) {
		LogfireQueryClient client = TestLogfire.client(logfire.baseUrl(), "token");
		return client
			.query(new LogfireQuery(sql, START, START.plus(Duration.ofDays(1)), LogfireQuery.MAX_LIMIT),
					TestLogfire.deadline(), TestLogfire.memory())
			.rows();
	}

	private record Call(Instant at, long input, long read, long written, long output) {

		OptionalLong cost(ModelPrice price) {
			return price.costNano(this.at, this.input, this.read, this.written, this.output);
		}

		Sql values() {
			return Sql
				.of("""
						:at, CAST(:input AS BIGINT), CAST(:read AS BIGINT), CAST(:written AS BIGINT), CAST(:output AS BIGINT)""")
				.with("at", this.at)
				.with("input", this.input)
				.with("read", this.read)
				.with("written", this.written)
				.with("output", this.output);
		}

	}

}
