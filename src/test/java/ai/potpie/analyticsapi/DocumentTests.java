package ai.potpie.analyticsapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ai.potpie.analyticsapi.Document.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can be told of the documents without running anything.
 */
class DocumentTests {

	private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`");

	private static final Pattern COLUMN = Pattern.compile("\\bAS ([a-z_]+_(?:day|nano))\\b");

	private static final Pattern EXPLAINED_COLUMN = Pattern.compile("`([a-z_]+_(?:day|nano))`");

	private static final Pattern PROFILE = Pattern.compile("profiles=([a-z-]+)");

	private static final Pattern REFERENCE = Pattern.compile("\\b(docs/[a-z-]+\\.md(?:#[a-z0-9_-]+)?)");

	static List<Document> documents() {
		return Document.all();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyLinkLeadsSomewhere(Document document) {
		assertThat(document.links()).isNotEmpty().allMatch(Link::leadsSomewhere);
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyHeadingHasAnAnchorOfItsOwn(Document document) {
		assertThat(document.anchors()).isNotEmpty().doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("documents")
	void everyBlockOfCodeNamesItsLanguageAndEnds(Document document) {
		assertThat(document.prose()).doesNotContain("```");
	}

	@ParameterizedTest
	@MethodSource("documents")
	void theProfilesInCommandsExist(Document document) {
		assertThat(found(PROFILE, document.text()))
			.allMatch((profile) -> Files.exists(Path.of("src/main/resources/application-" + profile + ".yaml")));
	}

	@Test
	void theReadmeLinksToEveryOtherDocument() {
		Stream<Path> linked = Document.readme().links().stream().map(Link::file);
		assertThat(linked).containsAll(Document.all().stream().skip(1).map(Document::path).toList());
	}

	@Test
	void theReadmeIsShort() throws IOException {
		assertThat(Files.size(Document.readme().path())).isLessThanOrEqualTo(15 * 1024);
	}

	@ParameterizedTest
	@ValueSource(strings = { "architecture", "numbers" })
	void theClassesThatItNamesExist(String document) {
		List<String> classes = files(Path.of("src")).map((file) -> file.getFileName().toString().replace(".java", ""))
			.toList();
		assertThat(found(CLASS, Document.named(document).text())).isNotEmpty().allMatch(classes::contains);
	}

	@Test
	void theMapOfTheCodeNamesEveryPackage() {
		String map = Document.named("architecture").section("Where is what").text();
		assertThat(files(Path.of("src/main/java/ai/potpie/analyticsapi")).map((file) -> file.getParent().getFileName()))
			.filteredOn((folder) -> !folder.toString().equals("analyticsapi"))
			.isNotEmpty()
			.allMatch((folder) -> map.contains("`" + folder + "`"));
	}

	@Test
	void everyColumnOfADayOrOfMoneyIsExplained() {
		List<String> columns = files(Path.of("src/main/java/ai/potpie/analyticsapi/analytics"))
			.flatMap((file) -> found(COLUMN, Setting.read(file.toString())).stream())
			.toList();
		String explained = Document.named("architecture").section("Columns of days and money").text();
		assertThat(found(EXPLAINED_COLUMN, explained)).isNotEmpty().containsAll(columns).allMatch(columns::contains);
	}

	@Test
	void whatElseRefersToADocumentFindsIt() {
		Stream<Path> others = Stream.of(".env.example", ".ci/run", "Dockerfile", "pom.xml").map(Path::of);
		List<String> references = Stream.concat(others, files(Path.of("src", "main")))
			.flatMap((file) -> found(REFERENCE, Setting.read(file.toString())).stream())
			.toList();
		assertThat(references).isNotEmpty()
			.allMatch((reference) -> Link.of(Document.readme().path(), reference).leadsSomewhere());
	}

	private static Stream<Path> files(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> found(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((result) -> result.group(1)).toList();
	}

}
