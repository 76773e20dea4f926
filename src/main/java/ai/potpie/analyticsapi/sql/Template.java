package ai.potpie.analyticsapi.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Literal text with {@code :named} parameters, parsed once.
 *
 * @param text the text
 * @param literals the texts around the parameters, one more than there are parameters
 * @param names the names of the parameters, in order
 */
record Template(String text, List<String> literals, List<String> names) {

	private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\[]):([a-z0-9_]+)");

	/** A small map, because templates are written in the code and contain no values. */
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

	/** Writes the text, and lets a writer fill in the parameters. */
	void write(StringBuilder target, Consumer<String> writer) {
		for (int i = 0; i < this.names.size(); i++) {
			target.append(this.literals.get(i));
			writer.accept(this.names.get(i));
		}
		target.append(this.literals.get(this.names.size()));
	}

}
