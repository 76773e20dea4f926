package ai.potpie.analyticsapi.alert.budget;

import ai.potpie.analyticsapi.alert.rule.AlertPeriod;

/**
 * A period that has days to come.
 */
enum ForecastPeriod {

	WEEK(AlertPeriod.WEEK), MONTH(AlertPeriod.MONTH);

	private final AlertPeriod period;

	ForecastPeriod(AlertPeriod period) {
		this.period = period;
	}

	AlertPeriod period() {
		return this.period;
	}

}
