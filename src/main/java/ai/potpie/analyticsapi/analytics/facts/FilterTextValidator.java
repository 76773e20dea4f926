package ai.potpie.analyticsapi.analytics.facts;

import java.util.List;

import ai.potpie.analyticsapi.logfire.rows.UnicodeText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

final class FilterTextValidator {

	static final int MAX_LENGTH = 1000;

	static final int MAX_VALUES = 20;

	private FilterTextValidator() {
	}

	private static boolean isFilterText(String text) {
		return !text.isEmpty() && text.codePointCount(0, text.length()) <= MAX_LENGTH && text.indexOf('\0') < 0
				&& UnicodeText.isWhole(text);
	}

	static class OfOne implements ConstraintValidator<FilterText, String> {

		@Override
		public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
			return text == null || isFilterText(text);
		}

	}

	static class OfMany implements ConstraintValidator<FilterText, List<String>> {

		@Override
		public boolean isValid(@Nullable List<String> texts, ConstraintValidatorContext context) {
			return texts == null
					|| (texts.size() <= MAX_VALUES && texts.stream().allMatch(FilterTextValidator::isFilterText));
		}

	}

}
