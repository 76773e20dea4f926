package ai.potpie.analyticsapi;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The map of the code: folders in reading order, each of which imports only those before
 * it.
 */
class PackageOrderTests {

	private static final String BASE = "ai.potpie.analyticsapi.";

	// @formatter:off
	private static final List<String> ORDER = List.of(
			"digest",
			"sql",
			"ratelimit",
			"logfire",
			"cache",
			"redis",
			"prices",
			"security",
			"export",
			"web",
			"web.connection",
			"web.parameters",
			"web.problem",
			"web.reply",
			"web.repeated",
			"analytics",
			"openapi",
			"telemetry");
	// @formatter:on

	private final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("ai.potpie.analyticsapi");

	@TestFactory
	List<DynamicTest> eachFolderImportsOnlyThoseBeforeIt() {
		return ORDER.stream().map((folder) -> DynamicTest.dynamicTest(folder, () -> {
			List<String> later = ORDER.subList(ORDER.indexOf(folder) + 1, ORDER.size());
			String[] forbidden = later.stream().map((name) -> BASE + name).toArray(String[]::new);
			if (forbidden.length > 0) {
				noClasses().that()
					.resideInAPackage(BASE + folder)
					.should()
					.dependOnClassesThat()
					.resideInAnyPackage(forbidden)
					.check(this.classes);
			}
		})).toList();
	}

	@Test
	void theLocalLogfireAndTheServiceDoNotKnowEachOther() {
		String[] service = ORDER.stream().map((name) -> BASE + name).toArray(String[]::new);
		noClasses().that()
			.resideInAPackage(BASE + "locallogfire..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(service)
			.check(this.classes);
		noClasses().that()
			.resideInAnyPackage(service)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + "locallogfire..")
			.check(this.classes);
	}

	@Test
	void jacksonIsJackson3() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("com.fasterxml.jackson.databind..")
			.check(this.classes);
	}

}
