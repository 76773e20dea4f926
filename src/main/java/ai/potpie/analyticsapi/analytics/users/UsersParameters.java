package ai.potpie.analyticsapi.analytics.users;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.period.Days;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /api/v1/analytics/users}.
 *
 * @param days the days of the answer
 * @param sort the order of the users, the highest first: by cost, number of runs, number
 * of failed runs, or time of last activity
 * @param top the number of users with a line of their own; {@code other} sums up the rest
 * @param filters the spans that count
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param section the table in a CSV file; {@code users} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
record UsersParameters(@Valid Days days, @Schema(defaultValue = "cost", example = "runs") @Nullable UserSort sort,
		@Schema(defaultValue = "50") @Nullable @Min(1) @Max(1000) Integer top, @Valid Filters filters,
		@Schema(example = "csv") @Nullable Format format, @Schema(example = "totals") @Nullable UsersSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements FileParameters {

	private static final int DEFAULT_TOP = 50;

	UsersQuestion questionOf(QuestionContext context) {
		Window window = this.days.window(context.clock());
		EveryonesSpans spans = new EveryonesSpans(window, this.filters.ofSpans());
		return new UsersQuestion(spans, context.rules(), (this.sort != null) ? this.sort : UserSort.COST,
				(this.top != null) ? this.top : DEFAULT_TOP, context.prices());
	}

}
