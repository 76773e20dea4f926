package ai.potpie.analyticsapi.analytics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

class WindowValidator implements ConstraintValidator<WindowOf, WindowParameters> {

	// OpenTelemetry is from 2019: an earlier year is a slip of the pen.
	private static final LocalDate EARLIEST = Year.of(2000).atDay(1);

	private final Clock clock;

	private int maxDays;

	WindowValidator(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void initialize(WindowOf window) {
		this.maxDays = window.maxDays();
	}

	@Override
	public boolean isValid(WindowParameters parameters, ConstraintValidatorContext context) {
		LocalDate start = parameters.startDate();
		LocalDate end = parameters.endDate();
		if (start == null && end == null) {
			return true;
		}
		if (parameters.days() != null) {
			return fault(context, "days", "can't be used together with start_date and end_date");
		}
		if (start == null) {
			return fault(context, "startDate", "is needed together with end_date");
		}
		if (end == null) {
			return fault(context, "endDate", "is needed together with start_date");
		}
		return inOrder(start, end, context) && notInTheFuture(end, parameters, context);
	}

	private boolean inOrder(LocalDate start, LocalDate end, ConstraintValidatorContext context) {
		if (start.isBefore(EARLIEST)) {
			return fault(context, "startDate", "must not be before " + EARLIEST);
		}
		if (end.isBefore(start)) {
			return fault(context, "endDate", "must not be before start_date");
		}
		if (!end.isBefore(start.plusDays(this.maxDays))) {
			return fault(context, "endDate",
					"must not be more than %d days, both dates included, after start_date".formatted(this.maxDays));
		}
		return true;
	}

	private boolean notInTheFuture(LocalDate end, WindowParameters parameters, ConstraintValidatorContext context) {
		ZoneId zone = (parameters.timezone() != null) ? parameters.timezone() : Window.DEFAULT_ZONE;
		if (end.isAfter(LocalDate.now(this.clock.withZone(zone)))) {
			return fault(context, "endDate", "must not be in the future");
		}
		return true;
	}

	private static boolean fault(ConstraintValidatorContext context, String parameter, String message) {
		context.disableDefaultConstraintViolation();
		context.buildConstraintViolationWithTemplate(message).addPropertyNode(parameter).addConstraintViolation();
		return false;
	}

}
