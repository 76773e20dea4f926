package ai.potpie.analyticsapi.analytics.period;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

class WindowValidator implements ConstraintValidator<WindowOf, WindowParameters> {

	private final WindowLimits limits;

	private final Clock clock;

	private int maxDays;

	private boolean requiresData;

	WindowValidator(WindowLimits limits, Clock clock) {
		this.limits = limits;
		this.clock = clock;
	}

	@Override
	public void initialize(WindowOf window) {
		this.maxDays = window.requiresData() ? Math.min(window.maxDays(), this.limits.maxDays()) : window.maxDays();
		this.requiresData = window.requiresData();
	}

	@Override
	public boolean isValid(WindowParameters parameters, ConstraintValidatorContext context) {
		LocalDate start = parameters.startDate();
		LocalDate end = parameters.endDate();
		if (start == null && end == null) {
			Integer days = parameters.days();
			// Constraints of its own report a number that is out of range
			return days == null || days < 1 || days > this.maxDays || isCovered(parameters, context);
		}
		if (parameters.days() != null) {
			return DateOrder.fault(context, "days", "can't be used together with start_date and end_date");
		}
		DateOrder order = new DateOrder("startDate", "endDate", this.maxDays);
		return order.isKept(start, end, context) && notInTheFuture(end, parameters, context)
				&& isCovered(parameters, context);
	}

	private boolean notInTheFuture(LocalDate end, WindowParameters parameters, ConstraintValidatorContext context) {
		if (end.isAfter(LocalDate.now(this.clock.withZone(zone(parameters))))) {
			return DateOrder.fault(context, "endDate", "must not be in the future");
		}
		return true;
	}

	private boolean isCovered(WindowParameters parameters, ConstraintValidatorContext context) {
		LocalDate first = this.limits.firstDay(zone(parameters));
		if (!this.requiresData || first == null
				|| !Window.of(parameters, Window.DEFAULT_DAYS, this.clock).first().isBefore(first)) {
			return true;
		}
		return (parameters.startDate() != null)
				? DateOrder.fault(context, "startDate", "must not be before " + first + ", the first day with data")
				: DateOrder.fault(context, "days", "must not go back before " + first + ", the first day with data");
	}

	private static ZoneId zone(WindowParameters parameters) {
		ZoneId zone = parameters.timezone();
		return (zone != null) ? zone : Window.DEFAULT_ZONE;
	}

}
