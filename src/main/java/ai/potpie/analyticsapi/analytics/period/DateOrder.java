package ai.potpie.analyticsapi.analytics.period;

import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;

import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the first and last day of a request: both or neither are present, in
 * order, and not too far apart.
 *
 * @param first the component with the first day
 * @param last the component with the last day
 * @param maxDays the most days from the first to the last, both included
 */
public record DateOrder(String first, String last, int maxDays) {

	// OpenTelemetry began in 2019: an earlier year is a typing error.
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

	/** Reports an error of a component, and returns {@code false}. */
	public static boolean fault(ConstraintValidatorContext context, String component, String message) {
		context.disableDefaultConstraintViolation();
		context.buildConstraintViolationWithTemplate(message).addPropertyNode(component).addConstraintViolation();
		return false;
	}

}
