package ai.potpie.analyticsapi;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The map of the code: folders in reading order, each of which imports only those before
 * it.
 */
class PackageOrderTests {

	private static final String BASE = "ai.potpie.analyticsapi";

	private static final List<String> ORDER = List.of("settings", "digest", "sql", "ratelimit", "logfire.rows",
			"logfire", "prices", "cache", "redis", "security", "security.apitoken", "security.jwt", "security.access",
			"export", "web", "web.connection", "web.parameters", "web.problem", "web.reply", "web.repeated",
			"analytics.period", "analytics.facts", "analytics.counting", "analytics", "analytics.summary",
			"analytics.usage", "analytics.comparison", "analytics.users", "analytics.runs", "analytics.raw",
			"history.store", "history", "history.rollup", "live", "alert.rule", "alert.number", "alert.delivery",
			"alert.evaluation", "alert.budget", "alert", "dashboard", "openapi", "telemetry");

	/** Rooms of answers do not know each other, whatever their order. */
	private static final Set<String> ANSWERS = Set.of("analytics.summary", "analytics.usage", "analytics.comparison",
			"analytics.users", "analytics.runs", "analytics.raw");

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@TestFactory
	Stream<DynamicTest> eachFolderImportsOnlyThoseBeforeIt() {
		return ORDER.stream().map((folder) -> DynamicTest.dynamicTest(folder, () -> {
			List<String> later = ORDER.subList(ORDER.indexOf(folder) + 1, ORDER.size());
			assertIndependent(List.of(folder), later);
		}));
	}

	@TestFactory
	Stream<DynamicTest> answersDoNotKnowEachOther() {
		return ANSWERS.stream()
			.map((room) -> DynamicTest.dynamicTest(room, () -> assertIndependent(List.of(room),
					ANSWERS.stream().filter((other) -> !other.equals(room)).toList())));
	}

	@Test
	void everyFolderIsInTheOrder() {
		Set<String> folders = this.classes.stream()
			.map(JavaClass::getPackageName)
			.filter((name) -> !name.equals(BASE) && !name.startsWith(BASE + ".locallogfire"))
			.map((name) -> name.substring(BASE.length() + 1))
			.collect(Collectors.toSet());
		assertThat(ORDER).containsExactlyInAnyOrderElementsOf(folders);
	}

	@Test
	void theLocalLogfireAndTheServiceDoNotKnowEachOther() {
		assertIndependent(List.of("locallogfire.."), ORDER);
		assertIndependent(ORDER, List.of("locallogfire.."));
	}

	@Test
	void jacksonIsJackson3() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("com.fasterxml.jackson.databind..")
			.check(this.classes);
	}

	private void assertIndependent(List<String> folders, List<String> others) {
		if (!others.isEmpty()) {
			noClasses().that()
				.resideInAnyPackage(packages(folders))
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(packages(others))
				.check(this.classes);
		}
	}

	private static String[] packages(List<String> folders) {
		return folders.stream().map((folder) -> BASE + "." + folder).toArray(String[]::new);
	}

}
