package ai.potpie.analyticsapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Literal text with {@code :named} parameters, read once.
 *
 * @param text the text
 * @param literals the texts around its parameters, one more than there are of those
 * @param names the names of its parameters, in their order
 */
record Template(String text, List<String> literals, List<String> names) {

	private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\[]):([a-z0-9_]+)");

	/** Few: they are written in the code, and no value is part of them. */
	private static final Map<String, Template> READ = new ConcurrentHashMap<>();

	static Template of(String text) {
		Template read = READ.get(text);
		return (read != null) ? read : READ.computeIfAbsent(text, Template::read);
	}

	private static Template read(String text) {
		List<String> literals = new ArrayList<>();
		List<String> names = new ArrayList<>();
		Matcher parameter = PARAMETER.matcher(text);
		int end = 0;
		while (parameter.find()) {
			literals.add(text.substring(end, parameter.start()));
			names.add(parameter.group(1));
			end = parameter.end();
		}
		literals.add(text.substring(end));
		return new Template(text, List.copyOf(literals), List.copyOf(names));
	}

	/** Writes the text, with what a writer of parameters puts in their places. */
	void write(StringBuilder target, Consumer<String> writer) {
		for (int i = 0; i < this.names.size(); i++) {
			target.append(this.literals.get(i));
			writer.accept(this.names.get(i));
		}
		target.append(this.literals.get(this.names.size()));
	}

}
