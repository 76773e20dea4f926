package ai.potpie.analyticsapi.alert.rule;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/**
 * A rule as people write it.
 *
 * @param name what people call it
 * @param of whose use it watches
 * @param filters the spans that count
 * @param measure what is added up
 * @param period over which time
 * @param timezone the IANA time zone in which days, weeks and months begin
 * @param amount 100 per cent: US dollars, or a number of runs
 * @param thresholds when it fires, the lowest first
 * @param channels the names of the channels that are told
 * @param enabled whether it is evaluated
 */
public record Rule(String name, Subject of, RuleFilters filters, Measure measure, AlertPeriod period, ZoneId timezone,
		BigDecimal amount, List<Threshold> thresholds, List<String> channels, boolean enabled) {

	/**
	 * Whether another rule watches the same and fires at the same, so that what this one
	 * has fired counts for it too.
	 */
	public boolean firesLike(Rule other) {
		return this.of.equals(other.of) && this.filters.equals(other.filters) && this.measure == other.measure
				&& this.period == other.period && this.timezone.equals(other.timezone)
				&& this.amount.compareTo(other.amount) == 0 && this.thresholds.equals(other.thresholds);
	}

	public boolean has(Threshold.Kind kind) {
		return this.thresholds.stream().anyMatch((threshold) -> threshold.kind() == kind);
	}

}
