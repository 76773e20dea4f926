package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;

import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * What two dates of a request have to be that are a first and a last day: both there, in
 * order, and not too far apart.
 *
 * @param first the component that is the first day
 * @param last the component that is the last day
 * @param maxDays how many days there may be
 */
public record DateOrder(String first, String last, int maxDays) {

	// OpenTelemetry is from 2019: an earlier year is a slip of the pen.
	private static final LocalDate EARLIEST = Year.of(2000).atDay(1);

	public boolean isKept(@Nullable LocalDate start, @Nullable LocalDate end, ConstraintValidatorContext context) {
		if (start == null) {
			return fault(context, this.first, "is needed together with " + parameter(this.last));
		}
		if (end == null) {
			return fault(context, this.last, "is needed together with " + parameter(this.first));
		}
		if (start.isBefore(EARLIEST)) {
			return fault(context, this.first, "must not be before " + EARLIEST);
		}
		if (end.isBefore(start)) {
			return fault(context, this.last, "must not be before " + parameter(this.first));
		}
		if (!end.isBefore(start.plusDays(this.maxDays))) {
			return fault(context, this.last, "must not be more than %d days, both dates included, after %s"
				.formatted(this.maxDays, parameter(this.first)));
		}
		return true;
	}

	private static String parameter(String component) {
		return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
	}

	/** Says what is wrong with a component, and is {@code false}. */
	public static boolean fault(ConstraintValidatorContext context, String component, String message) {
		context.disableDefaultConstraintViolation();
		context.buildConstraintViolationWithTemplate(message).addPropertyNode(component).addConstraintViolation();
		return false;
	}

}
