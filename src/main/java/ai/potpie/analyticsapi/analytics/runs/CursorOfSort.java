package ai.potpie.analyticsapi.analytics.runs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

/**
 * Requires that a cursor comes from a page with the same sort.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = CursorOfSort.Validator.class)
@interface CursorOfSort {

	String message() default "is from a page with another sort";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	class Validator implements ConstraintValidator<CursorOfSort, ListParameters> {

		@Override
		public boolean isValid(ListParameters parameters, ConstraintValidatorContext context) {
			ListCursor cursor = parameters.cursor();
			if (cursor == null || cursor.sort() == parameters.order()) {
				return true;
			}
			context.disableDefaultConstraintViolation();
			context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
				.addPropertyNode("cursor")
				.addConstraintViolation();
			return false;
		}

	}

}
