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

	/**
	 * A limit, because each takes some 60 KB. Other statements keep pieces of their own,
	 * and weigh more.
	 */
	private static final int MAX_SHARED = 200;

	private static final Map<List<String>, Template> SHARED = new ConcurrentHashMap<>();

	/**
	 * The shared template with these literals and a parameter between each two of them;
	 * null if the limit is reached.
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

	/** The parameters with the given values, in order. */
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

	/** Writes the text, and lets a writer fill in the parameters. */
	void write(StringBuilder target, Consumer<String> writer) {
		for (int i = 0; i < this.names.size(); i++) {
			target.append(this.literals.get(i));
			writer.accept(this.names.get(i));
		}
		target.append(this.literals.get(this.names.size()));
	}

}
