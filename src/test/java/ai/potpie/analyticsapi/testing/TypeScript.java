package ai.potpie.analyticsapi.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The TypeScript of {@code src/test/node/package.json}, which Node.js runs.
 */
public final class TypeScript {

	/** What to do where it is missing. */
	public static final String NEEDS = """
			needs Node.js with the packages of src/test/node: mkdir -p target/node \
			&& cp src/test/node/package.json target/node && npm install --no-package-lock --prefix target/node""";

	private static final Path MODULES = Path.of("target/node/node_modules").toAbsolutePath();

	private static final Path COMPILER = MODULES.resolve("typescript/bin/tsc");

	private TypeScript() {
	}

	public static boolean isInstalled() {
		try {
			return Files.exists(COMPILER) && new ProcessBuilder("node", "--version").start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Compiles a module, in which the compiler may find nothing wrong, and returns the
	 * JavaScript.
	 */
	public static Path compile(Path module) throws IOException {
		Process compiler = new ProcessBuilder("node", COMPILER.toString(), "--strict", "--target", "es2022", "--module",
				"nodenext", "--types", "node", "--typeRoots", MODULES.resolve("@types").toString(), module.toString())
			.redirectErrorStream(true)
			.start();
		String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(compiler.onExit().join().exitValue()).as(said).isZero();
		return Path.of(module.toString().replaceFirst("mts$", "mjs"));
	}

}
