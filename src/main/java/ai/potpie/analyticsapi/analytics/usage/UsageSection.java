package ai.potpie.analyticsapi.analytics.usage;

import java.util.Locale;

/**
 * A table of a {@link Usage}.
 */
enum UsageSection {

	GROUPS, TOTALS;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
