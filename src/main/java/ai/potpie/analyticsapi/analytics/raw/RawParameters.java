package ai.potpie.analyticsapi.analytics.raw;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ai.potpie.analyticsapi.analytics.FileFacts;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.AttributeNames;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import ai.potpie.analyticsapi.export.Fact;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.sql.Sql;
import ai.potpie.analyticsapi.web.reply.NextPage;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/raw}.
 *
 * @param days the number of days, the last of which is today; 7 by default
 * @param startDate the first day, inclusive; requires {@code end_date} and excludes
 * {@code days}
 * @param endDate the last day, inclusive; at most 30 days in all, none in the future
 * @param timezone the IANA time zone in which days begin and end; times in the answer are
 * UTC
 * @param limit the maximum number of spans: on a page up to 1000, 100 by default; in a
 * file 5000 by default
 * @param filters the spans that count
 * @param spanName only spans with exactly this name
 * @param traceId only spans of this trace
 * @param conversationId only spans of this conversation
 * @param runId only spans of this run
 * @param minLevel only spans of this level or a higher one
 * @param cursor the end of the previous page; the {@code Link} header of that page has
 * the whole address
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
@WindowOf(maxDays = RawParameters.MAX_DAYS, requiresData = false)
record RawParameters(@Schema(example = "7") @Nullable @Min(1) @Max(RawParameters.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(example = "100") @Nullable @Min(1) @Max(FileParameters.MAX_ROWS) Integer limit, @Valid Filters filters,
		@Schema(example = "agent_run_usage") @BindParam("span_name") @FilterText @Nullable String spanName,
		@Schema(example = "019c4c1f6d2f7a31b6d0c5e8f4a29b10") @BindParam("trace_id") @FilterText @Nullable String traceId,
		@Schema(example = "conv_42") @BindParam("conversation_id") @FilterText @Nullable String conversationId,
		@Schema(example = "run_42") @BindParam("run_id") @FilterText @Nullable String runId,
		@Schema(example = "warn") @BindParam("min_level") @Nullable Level minLevel,
		@Schema(pattern = NextPage.CURSOR, example = "MjAyNi0wMi0xMVQwOToxMzowMlogMWEgMiAx") @Nullable Cursor cursor,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, FileParameters {

	static final int MAX_DAYS = 30;

	private static final int DEFAULT_DAYS = 7;

	private static final int DEFAULT_PAGE = 100;

	/**
	 * Whether the answer is a file, and no page that links to the next. Lines can be
	 * both: they are a page if only {@code Accept} asks for them, and no more than a page
	 * has.
	 */
	boolean isFile(Format negotiated) {
		boolean lines = this.format != null || (this.limit != null && this.limit > MAX_PAGE);
		return switch (negotiated) {
			case JSON -> false;
			case NDJSON -> lines;
			case CSV, XLSX -> true;
		};
	}

	RawSpansQuestion questionOf(String userId, Format negotiated, QuestionContext context) {
		Window window = Window.of(this, DEFAULT_DAYS, context.clock());
		AttributeNames names = context.rules().names();
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new RawSpansQuestion(spans, names, exact(names), this.minLevel, this.cursor,
				(this.limit != null) ? this.limit : (isFile(negotiated) ? DEFAULT_ROWS : DEFAULT_PAGE));
	}

	/** What a file says about itself. */
	List<Fact> facts(RawSpansQuestion question, Instant now) {
		FileFacts facts = FileFacts.of("Spans and logs as Logfire has them, newest first, with times in UTC",
				question.spans());
		return facts.filter("span_name", listOf(this.spanName))
			.filter("trace_id", listOf(this.traceId))
			.filter("conversation_id", listOf(this.conversationId))
			.filter("run_id", listOf(this.runId))
			.filter("min_level", listOf((this.minLevel != null) ? this.minLevel.name().toLowerCase(Locale.ROOT) : null))
			.asOf(now)
			.and(Fact.text("Costs", "None: attributes are what spans carry"))
			.list();
	}

	private static List<String> listOf(@Nullable String value) {
		return (value != null) ? List.of(value) : List.of();
	}

	private List<Sql> exact(AttributeNames names) {
		List<Sql> conditions = new ArrayList<>();
		SpanFilters.add(conditions, Sql.of("span_name"), listOf(this.spanName));
		SpanFilters.add(conditions, Sql.of("trace_id"), listOf(this.traceId));
		SpanFilters.add(conditions, AttributeNames.name(names.conversation()), listOf(this.conversationId));
		SpanFilters.add(conditions, AttributeNames.name(names.run()), listOf(this.runId));
		return conditions;
	}

}
