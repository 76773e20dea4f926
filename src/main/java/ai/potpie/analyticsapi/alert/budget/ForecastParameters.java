package ai.potpie.analyticsapi.alert.budget;

import java.time.ZoneId;

import ai.potpie.analyticsapi.alert.rule.AlertPeriod;
import ai.potpie.analyticsapi.alert.rule.Measure;
import ai.potpie.analyticsapi.alert.rule.RuleFilters;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.period.Window;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/forecast}.
 *
 * @param period the period whose end is forecast
 * @param measure what is added up
 * @param timezone the IANA time zone in which days, weeks and months begin
 * @param filters the spans that count
 */
record ForecastParameters(@Schema(defaultValue = "month", example = "month") @Nullable ForecastPeriod period,
		@Schema(defaultValue = "cost", example = "cost") @Nullable Measure measure,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone, @Valid Filters filters) {

	AlertPeriod alertPeriod() {
		return ((this.period != null) ? this.period : ForecastPeriod.MONTH).period();
	}

	Measure what() {
		return (this.measure != null) ? this.measure : Measure.COST;
	}

	ZoneId zone() {
		return (this.timezone != null) ? this.timezone : Window.DEFAULT_ZONE;
	}

	RuleFilters ruleFilters() {
		SpanFilters spans = this.filters.ofSpans();
		return new RuleFilters(spans.projectIds(), spans.agentIds(), spans.environments());
	}

}
