package ai.potpie.analyticsapi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.util.FileSystemUtils;

/**
 * The built jar, and the forms of it that start faster.
 */
final class ServiceJar {

	private static final Path JAR = Path.of("target", "analytics-api.jar").toAbsolutePath();

	private static final Path EXTRACTED = Setup.DIRECTORY.resolve("extracted");

	private ServiceJar() {
	}

	/** The arguments to run the jar itself. */
	static String[] asBuilt() {
		return new String[] { "-jar", JAR.toString() };
	}

	/** The arguments to run the extracted jar, as in the image. */
	static String[] extracted() {
		return new String[] { "-jar", EXTRACTED.resolve(JAR.getFileName()).toString() };
	}

	/**
	 * The arguments to run it with the ahead-of-time cache of an earlier run, as in the
	 * image.
	 */
	static String[] withCache(Jdk jdk) {
		String option = jdk.hasAotCache() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
		return prepend(option + cache(jdk), extracted());
	}

	/** The arguments to run it with another program in the same process. */
	static String[] together(Class<?> main, String... options) {
		List<String> arguments = new ArrayList<>(List.of(options));
		arguments.add("-classpath");
		arguments.add(EXTRACTED.resolve(JAR.getFileName()) + System.getProperty("path.separator")
				+ Path.of("target", "bench-classes").toAbsolutePath());
		arguments.add(main.getName());
		return arguments.toArray(String[]::new);
	}

	static void extract() throws IOException, InterruptedException {
		FileSystemUtils.deleteRecursively(Setup.DIRECTORY);
		Files.createDirectories(Setup.DIRECTORY);
		int result = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", EXTRACTED.toString())
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor();
		if (result != 0) {
			throw new IllegalStateException("The jar cannot be extracted: is it built?");
		}
	}

	/** Runs the service once, and keeps the ahead-of-time cache that the JVM writes. */
	static void train(Jdk jdk, Upstream upstream) throws IOException, InterruptedException {
		String option = jdk.hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
		try (MeasuredService service = MeasuredService.start(jdk, upstream,
				prepend(option + cache(jdk), extracted()))) {
			service.awaitAnswer();
			for (int i = 0; i < 50; i++) {
				MeasuredService.open(Target.get(service.port(), Setup.WARM).bearer(Tokens.OWN)).getResponseCode();
			}
			service.stop();
		}
		if (!Files.exists(cache(jdk))) {
			throw new IllegalStateException("%s wrote no ahead-of-time cache".formatted(jdk));
		}
	}

	/**
	 * Drops the jar and the JDK from the kernel's cache, because cached pages would not
	 * count as memory of the measured process.
	 */
	static void forget(Jdk jdk) throws IOException, InterruptedException {
		new ProcessBuilder("sh", "-c",
				"sync && find \"$@\" -type f -exec dd if={} iflag=nocache count=0 status=none \\;", "sh",
				Setup.DIRECTORY.toString(), jdk.home().toString())
			.inheritIO()
			.start()
			.waitFor();
	}

	private static Path cache(Jdk jdk) {
		return Setup.DIRECTORY.resolve("jdk-" + jdk.version() + ".cache");
	}

	private static String[] prepend(String first, String... others) {
		List<String> all = new ArrayList<>(List.of(first));
		all.addAll(List.of(others));
		return all.toArray(String[]::new);
	}

}
