package ai.potpie.analyticsapi.analytics.users;

import java.util.Locale;

/**
 * A table of a {@link Users}.
 */
enum UsersSection {

	USERS, TOTALS;

	/** The name of the table in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
