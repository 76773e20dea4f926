package ai.potpie.analyticsapi.analytics.summary;

import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Days;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}}.
 *
 * @param days the days of the answer
 * @param fill whether days without data are left out or have zeros
 * @param cost whether a run costs what it recorded, or, if that is missing or 0, what its
 * LLM calls cost
 * @param filters the spans that count
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param section the table in a CSV file; {@code daily_costs} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
record AnalyticsParameters(@Valid Days days, @Schema(defaultValue = "none", example = "zero") @Nullable Fill fill,
		@Schema(defaultValue = "recorded", example = "estimated") @Nullable CostSource cost, @Valid Filters filters,
		@Schema(example = "csv") @Nullable Format format,
		@Schema(example = "outcomes") @Nullable AnalyticsSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements FileParameters {

	UserAnalyticsQuestion questionOf(String userId, QuestionContext context) {
		Window window = this.days.window(context.clock());
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new UserAnalyticsQuestion(spans, context.rules(), (this.fill != null) ? this.fill : Fill.NONE,
				new RunCosts((this.cost != null) ? this.cost : CostSource.RECORDED, context.rules().runs()),
				context.prices());
	}

}
