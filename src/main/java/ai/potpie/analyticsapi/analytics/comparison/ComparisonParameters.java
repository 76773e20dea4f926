package ai.potpie.analyticsapi.analytics.comparison;

import java.time.Clock;
import java.time.LocalDate;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Days;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}/compare} can be asked.
 *
 * @param days the days that it is about
 * @param to with which earlier days these are compared: as many right before unless said
 * otherwise, or the same days of the month or the year before
 * @param toStartDate the first of the earlier days, inclusive: together with
 * {@code to_end_date}, and instead of {@code to}
 * @param toEndDate the last of the earlier days, inclusive: at most 90 days, and before
 * the days that are compared with them
 * @param filters which spans count
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param section which table a CSV has: {@code daily} unless it is said
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
 * UTF-8
 */
@EarlierWindow
record ComparisonParameters(@Valid Days days, @Schema(example = "previous_year") @Nullable ComparedPeriod to,
		@BindParam("to_start_date") @Nullable LocalDate toStartDate,
		@BindParam("to_end_date") @Nullable LocalDate toEndDate, @Valid Filters filters,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "totals") @Nullable ComparisonSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements FileParameters {

	ComparisonQuestion questionOf(String userId, QuestionContext context) {
		Window window = window(context.clock());
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new ComparisonQuestion(spans, earlierThan(window), context.rules(), context.prices(),
				context.retention(), context.settling());
	}

	/** The days asked for. */
	Window window(Clock clock) {
		return this.days.window(clock);
	}

	/** The days with which they are compared. */
	Window earlierThan(Window window) {
		if (this.toStartDate != null && this.toEndDate != null) {
			return new Window(this.toStartDate, this.toEndDate, window.zone());
		}
		return ((this.to != null) ? this.to : ComparedPeriod.PREVIOUS_PERIOD).than(window);
	}

}
