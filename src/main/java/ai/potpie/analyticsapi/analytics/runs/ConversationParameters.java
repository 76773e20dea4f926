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
 * What {@code GET /api/v1/analytics/user/{user_id}/conversations} can be asked.
 *
 * @param days the days that it is about
 * @param sort which conversations come first: the latest, the most expensive or those in
 * which agents worked longest
 * @param limit how many conversations a page has at most, up to 1000, or a file: 100 or
 * 5000 unless said otherwise
 * @param filters which spans count
 * @param cursor where the page before ended: take the whole address from that answer's
 * {@code Link} header, the cursor is in it, or {@code next_cursor} with the same
 * {@code sort}
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
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
