package ai.potpie.analyticsapi.analytics.comparison;

import java.util.Locale;

/**
 * A table of a {@link UserSummary}.
 */
enum RecentSection {

	PERIODS, CHANGES;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
