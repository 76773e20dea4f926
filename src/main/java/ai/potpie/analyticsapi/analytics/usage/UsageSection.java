package ai.potpie.analyticsapi.analytics.usage;

import java.util.Locale;

/**
 * A table of a {@link Usage}.
 */
enum UsageSection {

	GROUPS, TOTALS;

	/** Its name in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
