package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.settings.OnSetting;

/**
 * Matches if the settings name a database for the history.
 */
public class OnHistory extends OnSetting {

	public OnHistory() {
		super("analytics.history.url");
	}

}
