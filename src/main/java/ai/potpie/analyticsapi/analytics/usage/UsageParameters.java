package ai.potpie.analyticsapi.analytics.usage;

import java.util.List;
import java.util.Map;

import ai.potpie.analyticsapi.analytics.counting.QuestionContext;
import ai.potpie.analyticsapi.analytics.facts.FilterText;
import ai.potpie.analyticsapi.analytics.facts.Filters;
import ai.potpie.analyticsapi.analytics.facts.UserSpans;
import ai.potpie.analyticsapi.analytics.period.Days;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.export.FileParameters;
import ai.potpie.analyticsapi.export.Format;
import ai.potpie.analyticsapi.export.Tables;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

/**
 * The parameters of {@code GET /api/v1/analytics/user/{user_id}/usage}.
 *
 * @param days the days of the answer
 * @param granularity the length of a bucket; with hours, {@code days} is at most 7, and 7
 * by default
 * @param groupBy the keys, at most two, that divide a bucket into groups
 * @param top the number of groups with a line of their own, those that cost most over the
 * whole period; {@code other} sums up the rest; 10 by default, or 50 with
 * {@code format=focus}
 * @param filters the spans that count
 * @param model only calls of one of these models
 * @param format the format of the answer, which overrides {@code Accept}; JSON by
 * default; {@code focus} is CSV with the columns of FinOps FOCUS 1.2
 * @param section the table in a CSV file; {@code groups} by default
 * @param bom whether a CSV file begins with a byte order mark, by which Excel recognizes
 * UTF-8
 */
@HoursOfFewDays
record UsageParameters(@Valid Days days,
		@Schema(defaultValue = "day", example = "week") @Nullable Granularity granularity,
		@ArraySchema(maxItems = 2, uniqueItems = true) @Schema(example = "model") @BindParam("group_by") @Size(max = 2,
				message = "may be given at most twice") @UniqueElements(
						message = "must be two different ones") @Nullable List<UsageKey> groupBy,
		@Schema(example = "10") @Nullable @Min(1) @Max(UsageParameters.MAX_TOP) Integer top, @Valid Filters filters,
		@Schema(example = "gpt-4o") @FilterText @Nullable List<String> model,
		@Schema(example = "csv") @Nullable UsageFormat format,
		@Schema(example = "totals") @Nullable UsageSection section,
		@Schema(example = "true") @Nullable Boolean bom) implements FileParameters {

	static final int MAX_TOP = 50;

	private static final int DEFAULT_TOP = 10;

	UsageQuestion questionOf(String userId, QuestionContext context) {
		Granularity granularity = (this.granularity != null) ? this.granularity : Granularity.DAY;
		Window window = Window.of(this.days, defaultDays(granularity), context.clock());
		UserSpans spans = new UserSpans(userId, window, this.filters.ofSpans());
		return new UsageQuestion(spans, context.rules(), granularity, groups(),
				(this.top != null) ? this.top : defaultTop(), (this.model != null) ? this.model : List.of(),
				context.prices(), context.settling());
	}

	@Override
	public Map<String, String> unfit(Format negotiated) {
		Map<String, String> unfit = FileParameters.super.unfit(negotiated);
		if (isFocus() && this.section != null) {
			unfit.put("section", "is for csv: focus has one table of its own");
		}
		return unfit;
	}

	Tables<UsageQuestion, Usage> tables() {
		return isFocus() ? new FocusTables() : new UsageTables();
	}

	private List<UsageKey> groups() {
		List<UsageKey> unlessSaid = isFocus() ? FocusTables.GROUP_BY : List.of();
		return (this.groupBy != null) ? this.groupBy : unlessSaid;
	}

	/** Whoever adds up costs is not helped by a row of others. */
	private int defaultTop() {
		return isFocus() ? MAX_TOP : DEFAULT_TOP;
	}

	boolean isFocus() {
		return this.format == UsageFormat.FOCUS;
	}

	private static int defaultDays(Granularity granularity) {
		return (granularity == Granularity.HOUR) ? Granularity.MAX_DAYS_OF_HOURS : Window.DEFAULT_DAYS;
	}

}
