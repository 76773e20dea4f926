package ai.potpie.analyticsapi.analytics.runs;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.web.reply.NextPage;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}/conversations} can be asked.
 *
 * @param days how many days, of which the last is today: 30 unless said otherwise
 * @param startDate the first day, inclusive: together with {@code end_date}, and instead
 * of {@code days}
 * @param endDate the last day, inclusive: at most 90 days, and not in the future
 * @param timezone the IANA time zone in which a day begins and ends; times in the answer
 * are UTC
 * @param sort which conversations come first: the latest, the most expensive or those in
 * which agents worked longest
 * @param limit how many conversations a page has at most, up to 1000, or a file: 100 or
 * 5000 unless said otherwise
 * @param projectId only spans of one of these projects
 * @param agentId only spans of one of these agents
 * @param environment only spans from one of these deployment environments
 * @param cursor where the page before ended: take the whole address from that answer's
 * {@code Link} header, the cursor is in it, or {@code next_cursor} with the same
 * {@code sort}
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
 * UTF-8
 */
@WindowOf(maxDays = Window.MAX_DAYS)
@CursorOfSort
record ConversationParameters(@Schema(example = "30") @Nullable @Min(1) @Max(Window.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(defaultValue = "newest") @Nullable ListSort sort,
		@Schema(example = "100") @Nullable @Min(1) @Max(FileParameters.MAX_ROWS) Integer limit,
		@Schema(example = "proj_web") @BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@Schema(example = "debugging_agent") @BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@Schema(example = "production") @FilterText @Nullable List<String> environment,
		@Schema(pattern = NextPage.CURSOR,
				example = "bmV3ZXN0IC0gMTc3MDgwMTE4MjUxMzAwMSAwMTljNGMxZjZkMmY3YTMxYjZkMGM1ZThmNGEyOWIxMCBhMWIyMDAwMDAwMDAwMDAx") @Nullable ListCursor cursor,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, ListParameters {

	ConversationListQuestion questionOf(String userId, ListPage page, QuestionContext context) {
		Window window = Window.of(this, Window.DEFAULT_DAYS, context.clock());
		UserSpans spans = new UserSpans(userId, window, SpanFilters.of(this.projectId, this.agentId, this.environment));
		return new ConversationListQuestion(spans, context.rules(), page, context.prices(), context.traceLinks());
	}

}
