package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;

import ai.potpie.analyticsapi.analytics.period.Window;

/**
 * An earlier window, seen from another one.
 */
enum Earlier {

	/** As many days, right before. */
	PREVIOUS_PERIOD {
		@Override
		Window than(Window window) {
			return new Window(window.first().minusDays(window.days()), window.first().minusDays(1), window.zone());
		}
	},

	/** The same days of the month before. */
	PREVIOUS_MONTH {
		@Override
		Window than(Window window) {
			return before(window, Period.ofMonths(1));
		}
	},

	/** The same days of the year before. */
	PREVIOUS_YEAR {
		@Override
		Window than(Window window) {
			return before(window, Period.ofYears(1));
		}
	};

	/** That window, which may reach into the other one. */
	abstract Window than(Window window);

	// A day that a month does not have is its last; whole months stay whole
	private static Window before(Window window, Period period) {
		LocalDate last = window.last().minus(period);
		return new Window(window.first().minus(period),
				isWholeMonths(window) ? last.with(TemporalAdjusters.lastDayOfMonth()) : last, window.zone());
	}

	private static boolean isWholeMonths(Window window) {
		return window.first().getDayOfMonth() == 1 && window.last().plusDays(1).getDayOfMonth() == 1;
	}

}
