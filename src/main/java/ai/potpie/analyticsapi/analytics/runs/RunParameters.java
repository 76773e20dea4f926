package ai.potpie.analyticsapi.analytics.runs;

import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Days;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.web.reply.NextPage;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/runs}.
 *
 * @param days the days of the answer
 * @param sort the order of the runs: the latest, the most expensive or the longest first
 * @param limit the maximum number of runs: on a page up to 1000, 100 by default; in a
 * file 5000 by default
 * @param filters the spans that count
 * @param outcome only runs with one of these outcomes, spelled as in the answer
 * @param conversationId only runs of one of these conversations
 * @param cursor the {@code next_cursor} of the previous page, for the same {@code sort};
 * the {@code Link} header of that page has the whole address
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
@CursorOfSort
record RunParameters(@Valid Days days, @Schema(defaultValue = "newest") @Nullable ListSort sort,
		@Schema(example = "100") @Nullable @Min(1) @Max(FileParameters.MAX_ROWS) Integer limit, @Valid Filters filters,
		@Schema(example = "error") @FilterText @Nullable List<String> outcome,
		@Schema(example = "conv_42") @BindParam("conversation_id") @FilterText @Nullable List<String> conversationId,
		@Schema(pattern = NextPage.CURSOR,
				example = "bmV3ZXN0IC0gMTc3MDgwMTE4MjUxMzAwMSAwMTljNGMxZjZkMmY3YTMxYjZkMGM1ZThmNGEyOWIxMCBhMWIyMDAwMDAwMDAwMDAx") @Nullable ListCursor cursor,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "true") @Nullable Boolean bom) implements ListParameters {

	RunListQuestion questionOf(String userId, ListPage page, QuestionContext context) {
		Window window = this.days.window(context.clock());
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new RunListQuestion(spans, context.rules(), (this.outcome != null) ? this.outcome : List.of(),
				(this.conversationId != null) ? this.conversationId : List.of(), page, context.prices(),
				TraceUrls.of(context));
	}

}
