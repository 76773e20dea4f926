package ai.potpie.analyticsapi.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How modules become one script, and what that asks of the page's own.
 */
class ScriptBundleTests {

	private static final Path SCRIPTS = Path.of("src/main/resources/ai/potpie/analyticsapi/dashboard/script");

	@Test
	void modulesFollowThoseThatTheyImport() {
		Map<String, String> modules = Map.of("page.js",
				"import { two } from \"./b/two.js\";\nimport { one } from \"./a/one.js\";\ntwo(one);\n", "b/two.js",
				"import {\n  one,\n} from \"../a/one.js\";\nexport function two() { return one; }\n", "a/one.js",
				"export const one = 1;\n");
		assertThat(ScriptBundle.of("page.js", modules::get)).isEqualTo("""
				(() => {
				"use strict";
				const one = 1;

				function two() { return one; }

				two(one);
				})();
				""");
	}

	@Test
	void allModulesOfThePageAreInIt() throws IOException {
		for (Path module : modules()) {
			String text = Files.readString(module);
			String last = text.strip().lines().reduce((one, two) -> two).orElseThrow();
			assertThat(bundle()).as(module.toString()).contains(last.replaceFirst("^export ", ""));
		}
		assertThat(bundle()).doesNotContainPattern("(?m)^(import|export) ");
	}

	/**
	 * One of two functions with the same name would silently take the place of the other.
	 */
	@Test
	void namesOfModulesDiffer() {
		assertThat(found("(?m)^(?:async )?(?:function|const|let|class) (\\w+)")).hasSizeGreaterThan(100)
			.doesNotHaveDuplicates();
	}

	@Test
	void noElementIsMadeFromText() {
		assertThat(found("(innerHTML|outerHTML|insertAdjacent|dangerously|document\\.write|eval\\(|new Function)"))
			.isEmpty();
	}

	@Test
	void nothingOutlivesTheTab() {
		assertThat(found("(localStorage|document\\.cookie|indexedDB)")).isEmpty();
	}

	private static List<Path> modules() throws IOException {
		try (Stream<Path> files = Files.walk(SCRIPTS)) {
			return files.filter((file) -> file.toString().endsWith(".js")).toList();
		}
	}

	private static List<String> found(String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(bundle());
		return matcher.results().map((result) -> result.group(1)).toList();
	}

	private static String bundle() {
		return ScriptBundle.of("page.js", (path) -> {
			try {
				return Files.readString(SCRIPTS.resolve(path));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

}
