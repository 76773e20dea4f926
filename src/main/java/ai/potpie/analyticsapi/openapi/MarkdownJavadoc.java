package ai.potpie.analyticsapi.openapi;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.SpringDocJavadocProvider;

import org.springframework.util.StringUtils;

/**
 * Converts Javadoc for the OpenAPI document: into Markdown, and into sentences that begin
 * with a capital letter.
 */
class MarkdownJavadoc extends SpringDocJavadocProvider {

	@Override
	public String getClassJavadoc(Class<?> type) {
		return markdown(super.getClassJavadoc(type));
	}

	@Override
	public Map<String, String> getRecordClassParamJavadoc(Class<?> type) {
		return super.getRecordClassParamJavadoc(type).entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (component) -> markdown(component.getValue())));
	}

	@Override
	public String getMethodJavadocDescription(Method method) {
		return markdown(super.getMethodJavadocDescription(method));
	}

	@Override
	public String getMethodJavadocReturn(Method method) {
		return markdown(super.getMethodJavadocReturn(method));
	}

	@Override
	public @Nullable String getParamJavadoc(Method method, String name) {
		String javadoc = super.getParamJavadoc(method, name);
		return (javadoc != null) ? markdown(javadoc) : null;
	}

	private static String markdown(String javadoc) {
		String text = javadoc.replaceAll("\\s+", " ").replace(" <p> ", "\n\n").replaceAll("</?code>", "`");
		return StringUtils.capitalize(text);
	}

}
