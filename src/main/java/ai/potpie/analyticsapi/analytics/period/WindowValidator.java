package ai.potpie.analyticsapi.analytics.period;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

class WindowValidator implements ConstraintValidator<WindowOf, WindowParameters> {

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
			return DateOrder.fault(context, "days", "can't be used together with start_date and end_date");
		}
		DateOrder order = new DateOrder("startDate", "endDate", this.maxDays);
		return order.isKept(start, end, context) && notInTheFuture(end, parameters, context);
	}

	private boolean notInTheFuture(LocalDate end, WindowParameters parameters, ConstraintValidatorContext context) {
		ZoneId zone = (parameters.timezone() != null) ? parameters.timezone() : Window.DEFAULT_ZONE;
		if (end.isAfter(LocalDate.now(this.clock.withZone(zone)))) {
			return DateOrder.fault(context, "endDate", "must not be in the future");
		}
		return true;
	}

}
