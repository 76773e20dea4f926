package ai.potpie.analyticsapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document for readers, or a section of one: {@code README.md} or a file of
 * {@code docs}.
 */
public record Document(Path path, String text) {

	private static final Path README = Path.of("README.md");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?<language>[a-z]+)\n(?<code>.*?)^```$");

	private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

	/** The README first. */
	static List<Document> all() {
		try (Stream<Path> files = Files.list(Path.of("docs"))) {
			Stream<Path> documents = files.filter((file) -> file.toString().endsWith(".md")).sorted();
			return Stream.concat(Stream.of(README), documents).map(Document::of).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public static Document readme() {
		return of(README);
	}

	/**
	 * A document of {@code docs}.
	 * @param name its name, without {@code .md}
	 */
	public static Document named(String name) {
		return of(Path.of("docs", name + ".md"));
	}

	private static Document of(Path path) {
		return new Document(path, Setting.read(path.toString()));
	}

	/** What is below a heading, up to the next one of any level. */
	public Document section(String heading) {
		String[] parts = this.text.split("(?m)^#+ " + Pattern.quote(heading) + "\n", 2);
		if (parts.length == 1) {
			throw new AssertionError(this + " has no heading " + heading);
		}
		return new Document(this.path, parts[1].split("(?m)^#{2,} ", 2)[0]);
	}

	/** The blocks of code in a language. */
	public Stream<String> code(String language) {
		return BLOCK.matcher(this.text)
			.results()
			.filter((block) -> block.group(1).equals(language))
			.map((block) -> block.group(2));
	}

	/** The text without its blocks of code. */
	String prose() {
		return BLOCK.matcher(this.text).replaceAll("");
	}

	/** Where the links lead that stay among the files of the project. */
	List<Link> links() {
		return LINK.matcher(prose())
			.results()
			.map((link) -> link.group(1))
			.filter((target) -> !target.contains(":"))
			.map((target) -> Link.of(this.path, target))
			.toList();
	}

	/** The anchors that GitHub gives to the headings. */
	List<String> anchors() {
		return HEADING.matcher(prose())
			.results()
			.map((heading) -> heading.group(1).toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
			.toList();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

	/**
	 * A link to a file or to a heading in it.
	 *
	 * @param anchor empty for the file as a whole
	 */
	record Link(Path file, String anchor) {

		static Link of(Path from, String target) {
			String[] parts = target.split("#", 2);
			Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
			return new Link(file, (parts.length == 2) ? parts[1] : "");
		}

		boolean leadsSomewhere() {
			return Files.exists(this.file)
					&& (this.anchor.isEmpty() || Document.of(this.file).anchors().contains(this.anchor));
		}

	}

}
