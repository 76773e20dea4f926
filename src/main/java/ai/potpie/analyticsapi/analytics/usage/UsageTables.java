package ai.potpie.analyticsapi.analytics.usage;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.CallTable;
import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.usage.Usage.Bucket;
import ai.potpie.analyticsapi.analytics.usage.Usage.Group;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileName;
import ai.potpie.analyticsapi.export.FilledTable;
import ai.potpie.analyticsapi.export.Table;
import ai.potpie.analyticsapi.export.Tables;

/**
 * A {@link Usage} as tables: a row for each group of each bucket.
 */
record UsageTables() implements Tables<UsageQuestion, Usage> {

	private static final Table<UsageNumbers> NUMBERS = Table.<UsageNumbers>named(UsageSection.TOTALS.label())
		.count("llm_calls", UsageNumbers::llmCalls)
		.count("input_tokens", UsageNumbers::inputTokens)
		.count("output_tokens", UsageNumbers::outputTokens)
		.count("cached_input_tokens", UsageNumbers::cachedInputTokens)
		.count("reasoning_tokens", UsageNumbers::reasoningTokens)
		.dollars("cost", UsageNumbers::cost)
		.and(CallTable.COVERAGE.of(UsageNumbers::costCoverage))
		.count("error_count", UsageNumbers::errorCount)
		.and(DurationTable.COLUMNS.of(UsageNumbers::durationMs));

	@Override
	public FileName name(UsageQuestion question) {
		return question.spans().fileName("usage");
	}

	@Override
	public List<Fact> facts(UsageQuestion question, Usage answer) {
		return FileFacts.of("What calls of LLMs used and cost", question.spans())
			.filter("model", question.models())
			.and(Fact.text("Buckets", question.granularity().name().toLowerCase(Locale.ROOT)))
			.asOf(answer.meta().asOf())
			.and(Fact.text("Costs", "US dollars"))
			.calls("Calls", answer.totals().costCoverage())
			.and(Fact.text("Estimated by", answer.meta().prices()))
			.list();
	}

	@Override
	public List<FilledTable<?>> tables(UsageQuestion question, Usage answer) {
		return List.of(new FilledTable<>(groups(question.groupBy()), lines(answer), totals(answer.totals())),
				new FilledTable<>(NUMBERS, List.of(answer.totals())));
	}

	private static Table<Line> groups(List<UsageKey> keys) {
		Table<Line> table = Table.<Line>named(UsageSection.GROUPS.label())
			.time("start", (line) -> line.bucket().start())
			.time("end", (line) -> line.bucket().end())
			.flag("complete", (line) -> line.bucket().complete());
		for (UsageKey key : keys) {
			table = table.text(key.label(), (line) -> line.group().keys().get(key));
		}
		return table.and(NUMBERS.of((line) -> line.group().numbers()));
	}

	private static List<Line> lines(Usage answer) {
		return answer.buckets()
			.stream()
			.flatMap((bucket) -> bucket.groups().stream().map((group) -> new Line(bucket, group)))
			.toList();
	}

	// The percentiles of the whole period, as in the section of totals
	private static Map<String, Object> totals(UsageNumbers totals) {
		Map<String, Object> byColumn = new HashMap<>();
		NUMBERS.columns().forEach((column) -> {
			Object total = column.value().apply(totals);
			if (total != null) {
				byColumn.put(column.name(), total);
			}
		});
		return byColumn;
	}

	record Line(Bucket bucket, Group group) {
	}

}
