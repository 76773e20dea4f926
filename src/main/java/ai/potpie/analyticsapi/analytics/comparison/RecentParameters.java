package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;
import java.time.ZoneId;

import ai.potpie.analyticsapi.analytics.counting.CostSource;
import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.counting.RunCosts;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/summary}.
 *
 * @param timezone the IANA time zone in which days begin and end
 * @param cost whether a run costs what it recorded, or, if that is missing or 0, what its
 * LLM calls cost
 * @param filters the spans that count
 * @param format the format of the answer, which overrides {@code Accept}; JSON by default
 * @param section the table in a CSV file; {@code periods} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
record RecentParameters(@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(defaultValue = "recorded", example = "estimated") @Nullable CostSource cost, @Valid Filters filters,
		@Schema(example = "csv") @Nullable Format format, @Schema(example = "changes") @Nullable RecentSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements FileParameters {

	RecentQuestion questionOf(String userId, QuestionContext context) {
		ZoneId zone = (this.timezone != null) ? this.timezone : Window.DEFAULT_ZONE;
		UserSpans spans = RecentQuestion.spans(userId, LocalDate.now(context.clock().withZone(zone)), zone,
				this.filters.ofSpans());
		RunCosts costs = new RunCosts((this.cost != null) ? this.cost : CostSource.RECORDED, context.rules().runs());
		return new RecentQuestion(spans, context.rules(), costs, context.prices(), context.retention(),
				context.settling());
	}

}
