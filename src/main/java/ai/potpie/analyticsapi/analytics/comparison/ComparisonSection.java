package ai.potpie.analyticsapi.analytics.comparison;

import java.util.Locale;

/**
 * A table of a {@link Comparison}.
 */
enum ComparisonSection {

	DAILY, TOTALS, CHANGES;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
