package ai.potpie.analyticsapi.alert.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import ai.potpie.analyticsapi.alert.rule.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What will have been used at the end of a period: what was used, and for each day to
 * come the mean of the same weekday over the last {@value #DAYS} settled days. With fewer
 * than {@value #ENOUGH_FOR_WEEKDAYS} days of data it is the mean of all of them, and with
 * fewer than {@value #FEWEST} there is no forecast. The data of a user begin on the first
 * day with any use; days without use after it count as 0.
 *
 * @param used what was used up to now
 * @param past what was used on each settled day, the oldest first
 * @param soFar what was used on each day of the period up to now, the oldest first
 * @param daysToCome the days of the period that have not begun
 */
public record Forecast(BigDecimal used, List<PastDay> past, List<PastDay> soFar, List<LocalDate> daysToCome) {

	private static final String BY_WEEKDAY = "weekday_mean_28d";

	private static final String OF_ALL_DAYS = "daily_mean_28d";

	public static final int DAYS = 28;

	private static final int ENOUGH_FOR_WEEKDAYS = 14;

	private static final int FEWEST = 3;

	private static final int RESAMPLES = 1000;

	private static final long SEED = 28;

	private static final int DECIMALS = 6;

	/**
	 * Makes a forecast.
	 * @param period the period of the forecast
	 * @param asOf the moment up to which everything is known
	 * @param settling how long after its end a day is settled
	 * @param days what was used on each day, from {@link #history} on
	 */
	public static Forecast of(BigDecimal used, Interval period, Instant asOf, Duration settling,
			Map<LocalDate, BigDecimal> days) {
		LocalDate end = firstUnsettledDay(period, asOf, settling);
		LocalDate first = days.entrySet()
			.stream()
			.filter((day) -> day.getValue().signum() > 0 && !day.getKey().isBefore(end.minusDays(DAYS)))
			.map(Map.Entry::getKey)
			.min(LocalDate::compareTo)
			.filter((day) -> day.isBefore(end))
			.orElse(end);
		List<PastDay> past = first.datesUntil(end)
			.map((day) -> new PastDay(day, days.getOrDefault(day, BigDecimal.ZERO)))
			.toList();
		LocalDate tomorrow = LocalDate.ofInstant(asOf, period.zone()).plusDays(1);
		List<LocalDate> toCome = tomorrow.isBefore(period.dayAfter()) ? tomorrow.datesUntil(period.dayAfter()).toList()
				: List.of();
		return new Forecast(used, past, soFar(period, tomorrow, days), toCome);
	}

	private static List<PastDay> soFar(Interval period, LocalDate tomorrow, Map<LocalDate, BigDecimal> days) {
		LocalDate end = tomorrow.isBefore(period.dayAfter()) ? tomorrow : period.dayAfter();
		return period.firstDay()
			.datesUntil(end)
			.map((day) -> new PastDay(day, days.getOrDefault(day, BigDecimal.ZERO)))
			.toList();
	}

	/** The time whose days a forecast needs, the days of the period included. */
	public static Interval history(Interval period, Instant asOf, Duration settling) {
		LocalDate first = firstUnsettledDay(period, asOf, settling).minusDays(DAYS);
		LocalDate earlier = first.isBefore(period.firstDay()) ? first : period.firstDay();
		return new Interval(Interval.startOf(earlier, period.zone()), period.throughDayOf(asOf).end(), period.zone());
	}

	private static LocalDate firstUnsettledDay(Interval period, Instant asOf, Duration settling) {
		return LocalDate.ofInstant(asOf.minus(settling), period.zone());
	}

	/** How many days of data there are. */
	public int daysUsed() {
		return this.past.size();
	}

	/** How the forecast is made; null if there is none. */
	public @Nullable String method() {
		if (this.past.size() < FEWEST) {
			return null;
		}
		return (this.past.size() < ENOUGH_FOR_WEEKDAYS) ? OF_ALL_DAYS : BY_WEEKDAY;
	}

	/** The use at the end of the period; null if there are too few days of data. */
	public @Nullable BigDecimal projected() {
		if (this.past.size() < FEWEST) {
			return null;
		}
		BigDecimal sum = this.used;
		for (LocalDate day : this.daysToCome) {
			sum = sum.add(mean(day));
		}
		return plain(sum);
	}

	/**
	 * The day on which the use reaches an amount, or did; null if it does not in this
	 * period.
	 */
	public @Nullable LocalDate exhaustedOn(BigDecimal amount) {
		return (this.used.compareTo(amount) >= 0) ? wasExhaustedOn(amount) : willBeExhaustedOn(amount);
	}

	private @Nullable LocalDate wasExhaustedOn(BigDecimal amount) {
		BigDecimal sum = BigDecimal.ZERO;
		LocalDate last = null;
		for (PastDay day : this.soFar) {
			sum = sum.add(day.used());
			last = day.day();
			if (sum.compareTo(amount) >= 0) {
				return last;
			}
		}
		return last;
	}

	private @Nullable LocalDate willBeExhaustedOn(BigDecimal amount) {
		if (this.past.size() < FEWEST) {
			return null;
		}
		BigDecimal sum = this.used;
		for (LocalDate day : this.daysToCome) {
			sum = sum.add(mean(day));
			if (plain(sum).compareTo(amount) >= 0) {
				return day;
			}
		}
		return null;
	}

	/**
	 * The use that a share of possible periods does not exceed, whose days are drawn from
	 * the past; null if there is no forecast.
	 */
	public @Nullable BigDecimal percentile(int percent) {
		if (this.past.size() < FEWEST) {
			return null;
		}
		BigDecimal[] sums = resamples();
		return plain(this.used.add(sums[(percent * RESAMPLES + 99) / 100 - 1]));
	}

	private BigDecimal[] resamples() {
		SplittableRandom random = new SplittableRandom(SEED);
		List<List<BigDecimal>> choices = new ArrayList<>();
		this.daysToCome.forEach((day) -> choices.add(like(day)));
		BigDecimal[] sums = new BigDecimal[RESAMPLES];
		for (int i = 0; i < RESAMPLES; i++) {
			BigDecimal sum = BigDecimal.ZERO;
			for (List<BigDecimal> days : choices) {
				sum = sum.add(days.get(random.nextInt(days.size())));
			}
			sums[i] = sum;
		}
		Arrays.sort(sums);
		return sums;
	}

	private BigDecimal mean(LocalDate day) {
		List<BigDecimal> values = like(day);
		return values.stream()
			.reduce(BigDecimal.ZERO, BigDecimal::add)
			.divide(BigDecimal.valueOf(values.size()), 2 * DECIMALS, RoundingMode.HALF_UP);
	}

	/** The past days that are like a day to come. */
	private List<BigDecimal> like(LocalDate day) {
		DayOfWeek weekday = day.getDayOfWeek();
		return this.past.stream()
			.filter((each) -> this.past.size() < ENOUGH_FOR_WEEKDAYS || each.day().getDayOfWeek() == weekday)
			.map(PastDay::used)
			.toList();
	}

	private static BigDecimal plain(BigDecimal number) {
		BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
		return (rounded.scale() < 0) ? rounded.setScale(0) : rounded;
	}

	/**
	 * A day that has begun.
	 *
	 * @param used what was used on it
	 */
	public record PastDay(LocalDate day, BigDecimal used) {
	}

}
