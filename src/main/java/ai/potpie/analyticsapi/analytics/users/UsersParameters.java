package ai.potpie.analyticsapi.analytics.users;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.EveryonesSpans;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.SpanFilters;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowOf;
import ai.potpie.analyticsapi.analytics.period.WindowParameters;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * What {@code GET /api/v1/analytics/users} can be asked.
 *
 * @param days how many days, of which the last is today: 30 unless said otherwise
 * @param startDate the first day, inclusive: together with {@code end_date}, and instead
 * of {@code days}
 * @param endDate the last day, inclusive: at most 90 days, and not in the future
 * @param timezone the IANA time zone in which a day begins and ends
 * @param sort by what users are sorted, the most first: what agents recorded as cost,
 * their runs, those that ended with an error, or who was active last
 * @param top how many users have a line of their own; all others are one, {@code other}
 * @param projectId only spans of one of these projects
 * @param agentId only spans of one of these agents
 * @param environment only spans in one of these deployment environments
 * @param format in what the answer is to be, whatever {@code Accept} says: JSON unless
 * either says otherwise
 * @param section which table a CSV has: {@code users} unless it is said
 * @param bom whether a CSV begins with a byte order mark, by which Excel knows that it is
 * UTF-8
 */
@WindowOf(maxDays = Window.MAX_DAYS)
record UsersParameters(@Schema(example = "30") @Nullable @Min(1) @Max(Window.MAX_DAYS) Integer days,
		@BindParam("start_date") @Nullable LocalDate startDate, @BindParam("end_date") @Nullable LocalDate endDate,
		@Schema(defaultValue = "UTC", example = "Europe/Paris") @Nullable ZoneId timezone,
		@Schema(defaultValue = "cost", example = "runs") @Nullable UserSort sort,
		@Schema(defaultValue = "50") @Nullable @Min(1) @Max(1000) Integer top,
		@Schema(example = "proj_web") @BindParam("project_id") @FilterText @Nullable List<String> projectId,
		@Schema(example = "debugging_agent") @BindParam("agent_id") @FilterText @Nullable List<String> agentId,
		@Schema(example = "production") @FilterText @Nullable List<String> environment,
		@Schema(example = "csv") @Nullable Format format, @Schema(example = "totals") @Nullable UsersSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements WindowParameters, FileParameters {

	private static final int DEFAULT_TOP = 50;

	UsersQuestion questionOf(QuestionContext context) {
		Window window = Window.of(this, Window.DEFAULT_DAYS, context.clock());
		EveryonesSpans spans = new EveryonesSpans(window,
				SpanFilters.of(this.projectId, this.agentId, this.environment));
		return new UsersQuestion(spans, context.rules(), (this.sort != null) ? this.sort : UserSort.COST,
				(this.top != null) ? this.top : DEFAULT_TOP, context.prices());
	}

}
