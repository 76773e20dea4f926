package ai.potpie.analyticsapi.history;

import ai.potpie.analyticsapi.settings.OnSetting;

/**
 * Matches if the settings name a database for the history.
 */
class OnHistory extends OnSetting {

	OnHistory() {
		super("analytics.history.url");
	}

}
