package ai.potpie.analyticsapi.history.rollup;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Clock;

import ai.potpie.analyticsapi.analytics.period.CalendarUnit;
import ai.potpie.analyticsapi.analytics.period.DateOrder;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires at most {@value #MAX_BUCKETS} buckets, which only days can exceed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = FewBuckets.Validator.class)
@interface FewBuckets {

	int MAX_BUCKETS = 400;

	String message() default "day is for at most " + MAX_BUCKETS + " days";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<FewBuckets, RollupParameters> {

		private final Clock clock;

		Validator(Clock clock) {
			this.clock = clock;
		}

		@Override
		public boolean isValid(RollupParameters parameters, ConstraintValidatorContext context) {
			return parameters.unit() != CalendarUnit.DAY || parameters.window(this.clock).days() <= MAX_BUCKETS
					|| DateOrder.fault(context, "granularity", context.getDefaultConstraintMessageTemplate());
		}

	}

}
