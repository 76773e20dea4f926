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
 * What {@code GET /api/v1/analytics/users} can be asked.
 *
 * @param days the days that it is about
 * @param sort by what users are sorted, the most first: what agents recorded as cost,
 * their runs, those that ended with an error, or who was active last
 * @param top how many users have a line of their own; all others are one, {@code other}
 * @param filters which spans count
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param section which table a CSV has: {@code users} unless it is said
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
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
