package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;

import ai.potpie.analyticsapi.analytics.period.Window;

/**
 * The ways to choose the earlier window of a comparison.
 */
enum ComparedPeriod {

	/** The same number of days, immediately before. */
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

	/** The earlier window, which may overlap the given one. */
	abstract Window than(Window window);

	// A date that the earlier month does not have becomes its last day; whole months stay
	// whole
	private static Window before(Window window, Period period) {
		LocalDate last = window.last().minus(period);
		return new Window(window.first().minus(period),
				isWholeMonths(window) ? last.with(TemporalAdjusters.lastDayOfMonth()) : last, window.zone());
	}

	private static boolean isWholeMonths(Window window) {
		return window.first().getDayOfMonth() == 1 && window.last().plusDays(1).getDayOfMonth() == 1;
	}

}
