package ai.potpie.analyticsapi.history.rollup;

import java.util.Locale;

/**
 * A table of a {@link UserHistory}.
 */
enum RollupSection {

	BUCKETS, TOTALS;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
