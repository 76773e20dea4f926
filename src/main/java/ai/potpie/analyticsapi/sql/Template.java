package ai.potpie.analyticsapi.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

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

	/** Some 60 KB each. Others keep pieces of their own, and weigh more. */
	private static final int MAX_SHARED = 200;

	private static final Map<List<String>, Template> SHARED = new ConcurrentHashMap<>();

	/**
	 * The one template with these literals and a parameter between each two of them; null
	 * if it is none of those that are shared.
	 */
	static @Nullable Template shared(List<String> literals) {
		Template known = SHARED.get(literals);
		if (known != null || SHARED.size() >= MAX_SHARED) {
			return known;
		}
		return SHARED.computeIfAbsent(literals, Template::whole);
	}

	private static Template whole(List<String> literals) {
		List<String> names = IntStream.range(1, literals.size()).mapToObj((i) -> "value_" + i).toList();
		StringBuilder text = new StringBuilder();
		new Template("", literals, names).write(text, (name) -> text.append(':').append(name));
		return new Template(text.toString(), literals, names);
	}

	/** Its parameters with these values, in their order. */
	Map<String, Object> named(List<Object> values) {
		Map<String, Object> named = new HashMap<>();
		for (int i = 0; i < this.names.size(); i++) {
			named.put(this.names.get(i), values.get(i));
		}
		return Map.copyOf(named);
	}

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
