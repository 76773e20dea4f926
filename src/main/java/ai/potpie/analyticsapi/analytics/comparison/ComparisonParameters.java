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
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/compare}.
 *
 * @param days the days of the answer
 * @param to the earlier days to compare with: the same number of days immediately before
 * (the default), or the same dates of the previous month or year
 * @param toStartDate the first of the earlier days, inclusive; requires
 * {@code to_end_date} and excludes {@code to}
 * @param toEndDate the last of the earlier days, inclusive; they end before the later
 * days begin
 * @param filters the spans that count
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param section the table in a CSV file; {@code daily} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
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
