package ai.potpie.analyticsapi.analytics.comparison;

import java.time.Clock;
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
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}/compare} can be asked.
 *
 * @param days how many days, of which the last is today: 30 unless said otherwise
 * @param startDate the first day, inclusive: together with {@code end_date}, and instead
 * of {@code days}
 * @param endDate the last day, inclusive: at most 90 days, and not in the future
 * @param timezone the IANA time zone in which a day begins and ends
 * @param to with which earlier days these are compared: as many right before unless said
 * otherwise, or the same days of the month or the year before
 * @param toStartDate the first of the earlier days, inclusive: together with
 * {@code to_end_date}, and instead of {@code to}
 * @param toEndDate the last of the earlier days, inclusive: at most 90 days, and before
 * the days that are compared with them
 * @param projectId only runs and calls of one of these projects
 * @param agentId only runs and calls of one of these agents
 * @param environment only runs and calls in one of these deployment environments
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param section which table a CSV has: {@code daily} unless it is said
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
 * UTF-8
 */
@WindowOf(maxDays = Window.MAX_DAYS)
@EarlierWindow
record ComparisonParameters(@Schema(example = "30") @Nullable @Min(1) @Max(Window.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(example = "previous_year") @Nullable Earlier to,
		@BindParam("to_start_date") @Nullable LocalDate toStartDate,
		@BindParam("to_end_date") @Nullable LocalDate toEndDate,
		@Schema(example = "proj_web") @BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@Schema(example = "debugging_agent") @BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@Schema(example = "production") @FilterText @Nullable List<String> environment,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "totals") @Nullable ComparisonSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, FileParameters {

	ComparisonQuestion questionOf(String userId, QuestionContext context) {
		Window window = window(context.clock());
		UserSpans spans = new UserSpans(userId, window, SpanFilters.of(this.projectId, this.agentId, this.environment));
		return new ComparisonQuestion(spans, earlierThan(window), context.rules(), context.prices(),
				context.retention(), context.settling());
	}

	/** The days asked for. */
	Window window(Clock clock) {
		return Window.of(this, Window.DEFAULT_DAYS, clock);
	}

	/** The days with which they are compared. */
	Window earlierThan(Window window) {
		if (this.toStartDate != null && this.toEndDate != null) {
			return new Window(this.toStartDate, this.toEndDate, window.zone());
		}
		return ((this.to != null) ? this.to : Earlier.PREVIOUS_PERIOD).than(window);
	}

}
