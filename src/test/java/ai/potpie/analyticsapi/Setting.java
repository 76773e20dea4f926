package ai.potpie.analyticsapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting as it is documented, in {@code .env.example} or in {@code docs/settings.md}.
 *
 * @param group the heading above it
 */
record Setting(String group, String name, String defaultValue, String text) {

	private static final Pattern IN_EXAMPLE = Pattern.compile("# (?<text>.+)\n#(?<name>[A-Z_]+)=(?<value>.*)\n");

	private static final Pattern IN_DOCUMENT = Pattern
		.compile("\\| `(?<name>[A-Z_]+)` \\| (?:`(?<value>.*)` )?\\| (?<text>.+) \\|\n");

	static List<Setting> inExample() {
		return inGroups(read(".env.example"), "## ", IN_EXAMPLE);
	}

	static List<Setting> inDocument() {
		return inGroups(Document.named("settings").text().replace("\\|", "|"), "## ", IN_DOCUMENT);
	}

	static String read(String file) {
		try {
			return Files.readString(Path.of(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Setting> inGroups(String text, String heading, Pattern pattern) {
		List<Setting> settings = new ArrayList<>();
		for (String group : text.split("(?m)^" + heading)) {
			String name = group.lines().findFirst().orElse("");
			pattern.matcher(group).results().map((result) -> of(name, group, pattern, result)).forEach(settings::add);
		}
		return settings;
	}

	private static Setting of(String group, String text, Pattern pattern, MatchResult result) {
		Matcher row = pattern.matcher(text.substring(result.start(), result.end()));
		row.matches();
		String value = row.group("value");
		return new Setting(group, row.group("name"), (value != null) ? value : "", row.group("text"));
	}

}
