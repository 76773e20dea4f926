package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import ai.potpie.analyticsapi.sql.Sql;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/user/{user_id}/raw} can be asked.
 */
@WindowOf(maxDays = RawParameters.MAX_DAYS)
record RawParameters(@Nullable @Min(1) @Max(RawParameters.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Nullable ZoneId timezone, @Nullable @Min(1) @Max(1000) Integer limit,
		@BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@FilterText @Nullable List<String> environment, @BindParam("span_name") @FilterText @Nullable String spanName,
		@BindParam("trace_id") @FilterText @Nullable String traceId,
		@BindParam("conversation_id") @FilterText @Nullable String conversationId,
		@BindParam("run_id") @FilterText @Nullable String runId, @BindParam("min_level") @Nullable Level minLevel,
		@Nullable Cursor cursor) implements WindowParameters {

	static final int MAX_DAYS = 30;

	private static final int DEFAULT_DAYS = 7;

	private static final int DEFAULT_LIMIT = 100;

	RawSpansQuestion questionOf(String userId, Clock clock) {
		Window window = Window.of(this, DEFAULT_DAYS, clock);
		UserSpans spans = new UserSpans(userId, window, this.projectId, this.agentId, this.environment);
		return new RawSpansQuestion(spans, exact(), this.minLevel, this.cursor,
				(this.limit != null) ? this.limit : DEFAULT_LIMIT);
	}

	private List<Sql> exact() {
		List<Sql> conditions = new ArrayList<>();
		addExact(conditions, "span_name = :value", this.spanName);
		addExact(conditions, "trace_id = :value", this.traceId);
		addExact(conditions, "(attributes->>'conversation_id') = :value", this.conversationId);
		addExact(conditions, "(attributes->>'run_id') = :value", this.runId);
		return conditions;
	}

	private static void addExact(List<Sql> conditions, String condition, @Nullable String value) {
		if (value != null) {
			conditions.add(Sql.of(condition).with("value", value));
		}
	}

}
