package ai.potpie.analyticsapi.history.rollup;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.CalendarUnit;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.history.store.Rollups;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/history}.
 *
 * @param granularity the length of a bucket: a day (at most 400 buckets), an ISO week, a
 * month or a year of the calendar, which the days asked for cut at both ends
 * @param days the number of days, the last of which is today; 365 by default
 * @param startDate the first day, inclusive; requires {@code end_date} and excludes
 * {@code days}
 * @param endDate the last day, inclusive; none in the future
 * @param timezone the IANA time zone in which days begin and end
 * @param cost whether a run costs what it recorded, or, if that is missing or 0, what its
 * LLM calls cost
 * @param filters the spans that count
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param section the table in a CSV file; {@code buckets} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
@WindowOf(maxDays = Window.MAX_DAYS, requiresData = false)
@FewBuckets
record RollupParameters(@Schema(defaultValue = "month", example = "week") @Nullable CalendarUnit granularity,
		@Schema(example = "365") @Nullable @Min(1) @Max(Window.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(defaultValue = "recorded", example = "estimated") @Nullable CostSource cost, @Valid Filters filters,
		@Schema(example = "csv") @Nullable Format format, @Schema(example = "totals") @Nullable RollupSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, FileParameters {

	private static final int DEFAULT_DAYS = 365;

	RollupQuestion questionOf(String userId, QuestionContext context, Rollups rollups) {
		UserSpans spans = new UserSpans(userId, window(context.clock()), this.filters.ofSpans());
		RunCosts costs = new RunCosts((this.cost != null) ? this.cost : CostSource.RECORDED, context.rules().runs());
		return new RollupQuestion(spans, unit(), context.rules(), costs, context.prices(), context.settling(), rollups);
	}

	Window window(Clock clock) {
		return Window.of(this, DEFAULT_DAYS, clock);
	}

	CalendarUnit unit() {
		return (this.granularity != null) ? this.granularity : CalendarUnit.MONTH;
	}

}
