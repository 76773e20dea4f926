package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}} can be asked.
 */
@WindowOf(maxDays = AnalyticsParameters.MAX_DAYS)
record AnalyticsParameters(@Nullable @Min(1) @Max(AnalyticsParameters.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Nullable ZoneId timezone, @Nullable Fill fill,
		@BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@FilterText @Nullable List<String> environment) implements WindowParameters {

	static final int MAX_DAYS = 90;

	private static final int DEFAULT_DAYS = 30;

	UserAnalyticsQuestion questionOf(String userId, AgentSpanNames agents, Clock clock) {
		Window window = Window.of(this, DEFAULT_DAYS, clock);
		UserSpans spans = new UserSpans(userId, window, this.projectId, this.agentId, this.environment);
		return new UserAnalyticsQuestion(spans, agents, (this.fill != null) ? this.fill : Fill.NONE);
	}

}
