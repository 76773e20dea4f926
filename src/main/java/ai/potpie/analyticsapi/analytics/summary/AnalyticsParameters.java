package ai.potpie.analyticsapi.analytics.summary;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}} can be asked.
 *
 * @param days how many days, of which the last is today: 30 unless said otherwise
 * @param startDate the first day, inclusive: together with {@code end_date}, and instead
 * of {@code days}
 * @param endDate the last day, inclusive: at most 90 days, and not in the future
 * @param timezone the IANA time zone in which a day begins and ends
 * @param fill whether days without data are left out or have an entry of zeros
 * @param cost whether runs cost what they have recorded, or, where that is missing or 0,
 * what their calls of LLMs cost
 * @param projectId only runs of one of these projects
 * @param agentId only runs of one of these agents
 * @param environment only runs in one of these deployment environments
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param section which table a CSV has: {@code daily_costs} unless it is said
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
 * UTF-8
 */
@WindowOf(maxDays = Window.MAX_DAYS)
record AnalyticsParameters(@Schema(example = "30") @Nullable @Min(1) @Max(Window.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(defaultValue = "none", example = "zero") @Nullable Fill fill,
		@Schema(defaultValue = "recorded", example = "estimated") @Nullable CostSource cost,
		@Schema(example = "proj_web") @BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@Schema(example = "debugging_agent") @BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@Schema(example = "production") @FilterText @Nullable List<String> environment,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "outcomes") @Nullable AnalyticsSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, FileParameters {

	UserAnalyticsQuestion questionOf(String userId, QuestionContext context) {
		Window window = Window.of(this, Window.DEFAULT_DAYS, context.clock());
		UserSpans spans = new UserSpans(userId, window, SpanFilters.of(this.projectId, this.agentId, this.environment));
		return new UserAnalyticsQuestion(spans, context.rules(), (this.fill != null) ? this.fill : Fill.NONE,
				new RunCosts((this.cost != null) ? this.cost : CostSource.RECORDED, context.rules().runs()),
				context.prices());
	}

}
