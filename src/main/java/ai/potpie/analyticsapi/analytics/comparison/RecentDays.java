package ai.potpie.analyticsapi.analytics.comparison;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

import ai.potpie.analyticsapi.analytics.period.Window;

/**
 * Days that end with today, and the earlier days with which they are compared.
 */
enum RecentDays {

	/** Compared with yesterday. */
	TODAY {
		@Override
		LocalDate first(LocalDate today) {
			return today;
		}
	},

	/** Compared with the 7 days before. */
	LAST_7_DAYS {
		@Override
		LocalDate first(LocalDate today) {
			return today.minusDays(6);
		}
	},

	/** Compared with the 30 days before. */
	LAST_30_DAYS {
		@Override
		LocalDate first(LocalDate today) {
			return today.minusDays(29);
		}
	},

	/** From the first of the month, compared with the same days of the month before. */
	MONTH_TO_DATE {
		@Override
		LocalDate first(LocalDate today) {
			return today.withDayOfMonth(1);
		}

		@Override
		Window before(Window current) {
			return ComparedPeriod.PREVIOUS_MONTH.than(current);
		}
	};

	abstract LocalDate first(LocalDate today);

	Window until(LocalDate today, ZoneId zone) {
		return new Window(first(today), today, zone);
	}

	/** The earlier days, which never overlap the given ones. */
	Window before(Window current) {
		return ComparedPeriod.PREVIOUS_PERIOD.than(current);
	}

	/** The name in answers, files and statements. */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

}
