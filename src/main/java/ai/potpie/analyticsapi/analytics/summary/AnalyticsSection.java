package ai.potpie.analyticsapi.analytics.summary;

import java.util.Locale;

/**
 * A table of a {@link UserAnalytics}.
 */
enum AnalyticsSection {

	DAILY_COSTS, OUTCOMES, CONVERSATIONS, SUMMARY;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
