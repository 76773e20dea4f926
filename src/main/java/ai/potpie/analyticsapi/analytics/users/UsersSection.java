package ai.potpie.analyticsapi.analytics.users;

import java.util.Locale;

/**
 * A table of a {@link Users}.
 */
enum UsersSection {

	USERS, TOTALS;

	/** Its name in requests and files. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
