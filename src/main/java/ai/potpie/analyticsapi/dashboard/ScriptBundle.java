package ai.potpie.analyticsapi.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * The page's ES modules joined to one script, so that a browser asks once and not for
 * each. A module follows those that it imports. Their names at the top level differ, so
 * that {@code import} and {@code export} can be left out.
 */
final class ScriptBundle {

	private static final Pattern IMPORT = Pattern.compile("^import [^;]*?from \"([^\"]+)\";\n", Pattern.MULTILINE);

	private static final Pattern EXPORT = Pattern.compile("^export (?=async |function |const |let |class )",
			Pattern.MULTILINE);

	private final Map<String, String> joined = new LinkedHashMap<>();

	private final UnaryOperator<String> modules;

	private ScriptBundle(UnaryOperator<String> modules) {
		this.modules = modules;
	}

	/** Joins a module and all that it imports, whose texts are found by their paths. */
	static String of(String path, UnaryOperator<String> modules) {
		ScriptBundle bundle = new ScriptBundle(modules);
		bundle.add(path);
		return "(() => {\n\"use strict\";\n" + String.join("\n", bundle.joined.values()) + "})();\n";
	}

	private void add(String path) {
		if (this.joined.containsKey(path)) {
			return;
		}
		String text = this.modules.apply(path);
		IMPORT.matcher(text)
			.results()
			.map((MatchResult found) -> StringUtils.applyRelativePath(path, found.group(1)))
			.forEach((imported) -> add(StringUtils.cleanPath(imported)));
		this.joined.put(path, EXPORT.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(""));
	}

}
