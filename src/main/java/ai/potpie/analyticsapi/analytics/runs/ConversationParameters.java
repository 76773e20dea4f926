package ai.potpie.analyticsapi.analytics.runs;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
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

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/conversations}.
 *
 * @param days the days of the answer
 * @param sort the order of the conversations: the latest, the most expensive or those in
 * which agents worked longest first
 * @param limit the maximum number of conversations: on a page up to 1000, 100 by default;
 * in a file 5000 by default
 * @param filters the spans that count
 * @param cursor the {@code next_cursor} of the previous page, for the same {@code sort};
 * the {@code Link} header of that page has the whole address
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
@CursorOfSort
record ConversationParameters(@Valid Days days, @Schema(defaultValue = "newest") @Nullable ListSort sort,
		@Schema(example = "100") @Nullable @Min(1) @Max(FileParameters.MAX_ROWS) Integer limit, @Valid Filters filters,
		@Schema(pattern = NextPage.CURSOR,
				example = "bmV3ZXN0IC0gMTc3MDgwMTE4MjUxMzAwMSAwMTljNGMxZjZkMmY3YTMxYjZkMGM1ZThmNGEyOWIxMCBhMWIyMDAwMDAwMDAwMDAx") @Nullable ListCursor cursor,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "true") @Nullable Boolean bom) implements ListParameters {

	ConversationListQuestion questionOf(String userId, ListPage page, QuestionContext context) {
		Window window = this.days.window(context.clock());
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new ConversationListQuestion(spans, context.rules(), page, context.prices(), TraceUrls.of(context));
	}

}
