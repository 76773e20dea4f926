package ai.potpie.analyticsapi.analytics.comparison;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;

import ai.potpie.analyticsapi.analytics.period.DateOrder;
import ai.potpie.analyticsapi.analytics.period.Window;
import ai.potpie.analyticsapi.analytics.period.WindowLimits;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires that {@code to_start_date} and {@code to_end_date} come together and exclude
 * {@code to}, are in order and not too far apart, and that the earlier window ends before
 * the other one starts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EarlierWindow.Validator.class)
@interface EarlierWindow {

	String message() default "";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<EarlierWindow, ComparisonParameters> {

		private final int maxDays;

		private final DateOrder order;

		private final Clock clock;

		Validator(WindowLimits limits, Clock clock) {
			this.maxDays = limits.maxDays();
			this.order = new DateOrder("toStartDate", "toEndDate", this.maxDays);
			this.clock = clock;
		}

		@Override
		public boolean isValid(ComparisonParameters parameters, ConstraintValidatorContext context) {
			boolean byDates = parameters.toStartDate() != null || parameters.toEndDate() != null;
			if (byDates && parameters.to() != null) {
				return DateOrder.fault(context, "to", "can't be used together with to_start_date and to_end_date");
			}
			if (byDates && !this.order.isKept(parameters.toStartDate(), parameters.toEndDate(), context)) {
				return false;
			}
			return !hasWindow(parameters) || isBefore(parameters.window(this.clock), parameters, context);
		}

		// WindowOf reports errors of the window itself
		private boolean hasWindow(ComparisonParameters parameters) {
			boolean whole = (parameters.days().startDate() == null) == (parameters.days().endDate() == null);
			int days = parameters.window(this.clock).days();
			return whole && days >= 1 && days <= this.maxDays;
		}

		private static boolean isBefore(Window window, ComparisonParameters parameters,
				ConstraintValidatorContext context) {
			if (parameters.earlierThan(window).last().isBefore(window.first())) {
				return true;
			}
			if (parameters.toEndDate() != null) {
				return DateOrder.fault(context, "toEndDate",
						"must be before the days asked for, which begin with " + window.first());
			}
			return DateOrder.fault(context, "to", "would overlap the days asked for: ask for at most 28 days, "
					+ "for one calendar month, or for to=previous_period");
		}

	}

}
